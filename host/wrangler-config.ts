import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import * as z from 'zod'
import { EXIT, StartRefused } from './start-refused.ts'

/** The only service the host provides to the worker. */
const HOST_SERVICE = 'myp-host'

/** Strict: a kind of binding the host can't provide must stop the start, not be missing at run time. */
const WranglerConfig = z.strictObject({
  name: z.string().min(1),
  main: z.string(),
  compatibility_date: z.iso.date(),
  compatibility_flags: z.array(z.string()).default([]),
  vars: z.object({ TIME_ZONE: z.string() }).catchall(z.string()),
  d1_databases: z
    .array(
      z.object({
        binding: z.string(),
        database_id: z.string(),
        migrations_dir: z.string().default('migrations'),
      }),
    )
    .length(1, 'must name exactly one database'),
  services: z.array(z.strictObject({ binding: z.string(), service: z.literal(HOST_SERVICE) })).default([]),
  durable_objects: z
    .strictObject({ bindings: z.array(z.strictObject({ name: z.string(), class_name: z.string() })) })
    .default({ bindings: [] }),
  migrations: z
    .array(z.object({ tag: z.string(), new_sqlite_classes: z.array(z.string()).default([]) }))
    .default([]),
  triggers: z.strictObject({ crons: z.array(z.string()) }).default({ crons: [] }),
})
export type WranglerConfig = z.infer<typeof WranglerConfig>

/** Keys that matter only to wrangler, when it bundles or deploys. */
const WRANGLER_ONLY = [
  'define',
  '$schema',
  'send_metrics',
  'account_id',
  'workers_dev',
  'routes',
  'observability',
  'placement',
]

/** Reads wrangler.toml. Throws `StartRefused` (exit code 2) naming the file and the key. */
export const readWranglerConfig = (file: string): WranglerConfig => {
  const values = Object.entries(parse(readFileSync(file, 'utf8'))).filter(
    ([key]) => !WRANGLER_ONLY.includes(key),
  )
  const parsed = WranglerConfig.safeParse(Object.fromEntries(values))
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim())
  throw new StartRefused(EXIT.settings, `${file}: ${lines.join('; ')}`)
}
