import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { signContent } from './minisign.ts'
import { ARCHITECTURES, installPackages, listPackages } from './packages.ts'
import { runTool } from './tool.ts'

/** Of the repository, what a machine needs to run and to be operated. */
const CONTENT = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'bridge',
  'deploy',
  'docs',
  'host',
  'migrations',
  'package.json',
  'wrangler.toml',
]

export type BundleOptions = Readonly<{
  root: string
  /** Folder the bundle is written to. */
  outDir: string
  /** PEM of the signing key. */
  secret: string
  /** Epoch seconds; all files carry it, so that the same sources make the same bundle. */
  madeAtS: number
  tell: (text: string) => void
}>

/**
 * Makes one file with everything a machine without a network needs, for amd64 and arm64: a tar of
 *   common.tar.gz, linux-x64.tar.gz, linux-arm64.tar.gz, SHA256SUMS and its minisign signature.
 * `deploy/install.sh` and `deploy/update.sh` check and unpack it (deploy/lib/release.sh). The build must be fresh.
 * Answers its path.
 */
export const makeBundle = async (options: BundleOptions): Promise<string> => {
  const { root, outDir, tell } = options
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  await requireCommitted(root)
  await mkdir(outDir, { recursive: true })
  const work = await mkdtemp(join(outDir, '.bundle-'))
  try {
    for (const architecture of ARCHITECTURES) {
      tell(`packages for ${architecture} …`)
      await installPackages(root, join(work, architecture), architecture)
    }
    tell('program …')
    await copyProgram(root, join(work, 'program'))
    const parts = join(work, 'parts')
    await mkdir(parts)
    tell('packing …')
    await packParts(work, parts, options.madeAtS)
    await signParts(parts, `myp ${version} ${new Date(options.madeAtS * 1000).toISOString()}`, options.secret)
    const file = join(outDir, `myp-${version}.bundle`)
    await runTool(
      'tar',
      [...reproducible(options.madeAtS), '--create', `--file=${file}`, ...(await readdir(parts)).sort()],
      parts,
    )
    return file
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const reproducible = (madeAtS: number): string[] => [
  '--sort=name',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  `--mtime=@${madeAtS}`,
]

/** Built from these, so they must be as committed too. */
const BUILT_FROM = ['worker', 'public', 'package-lock.json']

/** A bundle of half-finished work would be signed and could not be told from the real one. */
const requireCommitted = async (root: string): Promise<void> => {
  const changed = await runTool('git', ['status', '--porcelain', '--', ...CONTENT, ...BUILT_FROM], root)
  if (changed !== '') throw new Error(`commit or remove these changes first:\n${changed}`)
}

/** The committed files, and what was built from them. */
const copyProgram = async (root: string, target: string): Promise<void> => {
  await mkdir(target)
  const archive = `${target}.tar`
  const committed = (await runTool('git', ['ls-tree', '--name-only', 'HEAD'], root)).split('\n')
  const content = CONTENT.filter((path) => committed.includes(path))
  await runTool('git', ['archive', '--format=tar', `--output=${archive}`, 'HEAD', '--', ...content], root)
  await runTool('tar', ['--extract', `--file=${archive}`], target)
  for (const built of ['dist/worker/index.js', 'dist/public']) {
    await cp(join(root, built), join(target, built), { recursive: true })
  }
}

/** What both architectures share is packed once. */
const packParts = async (work: string, parts: string, madeAtS: number): Promise<void> => {
  const packages = new Map(
    await Promise.all(
      ARCHITECTURES.map(async (name) => [name, await listPackages(join(work, name))] as const),
    ),
  )
  const own = (name: (typeof ARCHITECTURES)[number]): string[] => {
    const others = ARCHITECTURES.filter((other) => other !== name)
    const mine = [...(packages.get(name) ?? [])].filter((path) =>
      others.some((other) => !packages.get(other)?.has(path)),
    )
    return [...mine, 'node_modules/node/bin']
  }
  const pack = (file: string, words: readonly string[]): Promise<string> =>
    runTool(
      'tar',
      [
        ...reproducible(madeAtS),
        '--create',
        '--use-compress-program=gzip -n -6',
        `--file=${join(parts, file)}`,
        ...words,
      ],
      work,
    )
  const [first] = ARCHITECTURES
  const excluded = own(first).map((path) => `--exclude=./${path}`)
  const rest = [
    '-C',
    join(work, first),
    '--exclude=node_modules/.package-lock.json',
    ...excluded,
    './node_modules',
  ]
  await pack('common.tar.gz', ['-C', join(work, 'program'), '.', ...rest])
  for (const name of ARCHITECTURES) {
    await pack(`linux-${name}.tar.gz`, ['-C', join(work, name), ...own(name).map((path) => `./${path}`)])
  }
}

const signParts = async (parts: string, comment: string, secret: string): Promise<void> => {
  const files = ['common.tar.gz', ...ARCHITECTURES.map((name) => `linux-${name}.tar.gz`)]
  const lines: string[] = []
  for (const file of files) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(parts, file)), hash)
    lines.push(`${hash.digest('hex')}  ${file}\n`)
  }
  const sums = Buffer.from(lines.join(''))
  await writeFile(join(parts, 'SHA256SUMS'), sums)
  await writeFile(join(parts, 'SHA256SUMS.minisig'), signContent(sums, comment, secret))
}
