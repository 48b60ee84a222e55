import { chmod, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { runTool } from './tool.ts'

export const ARCHITECTURES = ['x64', 'arm64'] as const
export type Architecture = (typeof ARCHITECTURES)[number]

const Package = z.looseObject({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
  overrides: z.record(z.string(), z.string()).default({}),
})

/** What host and bridge name, and the Node that runs them; what only builds stays at home. */
const namedPackages = async (folders: readonly string[], known: readonly string[]): Promise<string[]> => {
  const found = new Set(['node'])
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue
      const text = await readFile(join(entry.parentPath, entry.name), 'utf8')
      // Imported or required, whole or a file of it: the name stands in quotes.
      for (const name of known) if (text.includes(`'${name}'`) || text.includes(`'${name}/`)) found.add(name)
    }
  }
  return [...found]
}

/**
 * Installs into `target/node_modules` what host and bridge need to run on a Linux machine of this kind, in the
 * versions of package-lock.json. No install script runs: none would fit the other architecture.
 */
export const installPackages = async (
  root: string,
  target: string,
  architecture: Architecture,
): Promise<void> => {
  const whole = Package.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
  const folders = [join(root, 'host'), join(root, 'bridge')]
  const needed = await namedPackages(folders, Object.keys(whole.dependencies))
  const dependencies = Object.fromEntries(needed.map((name) => [name, whole.dependencies[name] ?? '']))
  await mkdir(target, { recursive: true })
  const { name, version, overrides } = whole
  await writeFile(join(target, 'package.json'), JSON.stringify({ name, version, dependencies, overrides }))
  await cp(join(root, 'package-lock.json'), join(target, 'package-lock.json'))
  const platform = ['--os=linux', `--cpu=${architecture}`, '--libc=glibc']
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
  await runTool('npm', ['install', '--omit=dev', '--ignore-scripts', ...platform, ...quiet], target)
  await addNode(target, architecture, dependencies.node ?? '')
}

/** The package `node` fetches its binary by an install script, for the machine it runs on; this does it for another. */
const addNode = async (target: string, architecture: Architecture, version: string): Promise<void> => {
  const name = `node-linux-${architecture}`
  const work = join(target, 'node-binary')
  await mkdir(work)
  const output = await runTool('npm', ['pack', `${name}@${version}`, '--silent', '--prefer-offline'], work)
  await runTool('tar', ['--extract', '--gzip', `--file=${output.trim()}`, 'package/bin/node'], work)
  const folder = join(target, 'node_modules', 'node', 'bin')
  await mkdir(folder, { recursive: true })
  await cp(join(work, 'package', 'bin', 'node'), join(folder, 'node'))
  await chmod(join(folder, 'node'), 0o755)
  const links = join(target, 'node_modules', '.bin')
  await mkdir(links, { recursive: true })
  await symlink('../node/bin/node', join(links, 'node')).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

/** Every package's path below `node_modules`, nested ones too. */
export const listPackages = async (folder: string): Promise<Set<string>> => {
  const lock = z.object({ packages: z.record(z.string(), z.unknown()) })
  const text = await readFile(join(folder, 'node_modules', '.package-lock.json'), 'utf8')
  return new Set(Object.keys(lock.parse(JSON.parse(text)).packages))
}
