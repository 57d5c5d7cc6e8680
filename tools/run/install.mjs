import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { withLock } from './install-lock.mjs'
import { Explained, say, withProgress } from './say.mjs'

/** Written last: an installation that was cut off has no stamp and is done again. */
const STAMP = '.mtandao-installed'
const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** Whatever NODE_ENV says: the tools are dev packages, Node 24 and PostgreSQL optional ones. */
const EVERYTHING = ['--include=dev', '--include=optional', '--no-audit', '--no-fund']

/**
 * Makes node_modules what package-lock.json says, if it is not so already.
 * @param {{root: string, env: Record<string, string | undefined>}} options
 */
export async function ensureInstalled({ root, env }) {
  if (isInstalled(root)) return
  await withLock(join(root, '.cache', 'install.lock'), { onWait: sayWaiting }, async () => {
    if (isInstalled(root)) return
    await install(root, env)
    writeStamp(root)
  })
}

function sayWaiting() {
  say(
    'Amri nyingine inasakinisha vifurushi; ninasubiri iishe.',
    'Another command is installing the packages; waiting for it.',
  )
}

/** Whether node_modules holds what the lock file asks for. Stamps a folder that somebody else's npm made right. */
export function isInstalled(root) {
  const stamp = readIfThere(join(root, 'node_modules', STAMP))
  if (stamp !== undefined && stamp === stampFor(root)) return true
  if (!agreesWithLock(root)) return false
  try {
    writeStamp(root)
  } catch {
    // Another user's folder: it is right, and only the shortcut is missing.
  }
  return true
}

/** The lock file's hash with the kind of machine: a folder copied from another kind is not right here. */
function stampFor(root) {
  const hash = createHash('sha256')
  hash.update(readFileSync(join(root, 'package-lock.json')))
  hash.update(`\n${process.platform}-${process.arch}`)
  return `${hash.digest('hex')}\n`
}

function writeStamp(root) {
  writeFileSync(join(root, 'node_modules', STAMP), stampFor(root))
}

/** Compares with npm's own note of what it installed: slower than the stamp, so only asked when that differs. */
function agreesWithLock(root) {
  const installed = readIfThere(join(root, 'node_modules', '.package-lock.json'))
  if (installed === undefined) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return satisfies(JSON.parse(installed).packages, wanted, process)
}

/**
 * @param {Record<string, object>} have entries of node_modules/.package-lock.json
 * @param {Record<string, object>} want entries of package-lock.json
 * @param {{platform: string, arch: string}} machine
 */
export function satisfies(have, want, machine) {
  return Object.entries(want).every(([path, entry]) => {
    // The root and the workspaces' own folders are not installed; their links are.
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true
    const found = have[path]
    if (found === undefined) return entry.optional === true && !isMadeFor(entry, machine)
    return (
      found.version === entry.version &&
      found.integrity === entry.integrity &&
      found.link === entry.link
    )
  })
}

/** An optional package named for this very machine must be there: it may carry Node 24 or PostgreSQL. */
function isMadeFor(entry, { platform, arch }) {
  const named = entry.os !== undefined || entry.cpu !== undefined
  return (
    named &&
    (entry.os?.includes(platform) ?? true) &&
    (entry.cpu?.includes(arch) ?? true) &&
    (entry.libc?.includes('glibc') ?? true)
  )
}

async function install(root, env) {
  assertWritable(root)
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const count = Object.keys(lock.packages).length
  say(
    `Mara ya kwanza au orodha imebadilika: ninasakinisha vifurushi ${count} kwa npm (dakika moja au mbili).`,
    `First time, or the list has changed: installing ${count} packages with npm (a minute or two).`,
  )
  const { code, output } = await withProgress('Ninasakinisha', 'Installing', () =>
    runNpm(['ci'], root, env),
  )
  if (code === 0) return say('Vifurushi vimesakinishwa.', 'The packages are installed.')
  if (STOPS.includes(code))
    throw new Explained('Usakinishaji umesitishwa.', 'The installation was stopped.')
  process.stderr.write(`${output}\n`)
  if (code === 243 || output.includes('EACCES')) throw notOurs(root)
  throw new Explained(
    `npm haikufaulu (${code}); maelezo yake yako juu. Angalia mtandao (npm ping), nafasi ya diski (df -h .) na ` +
      'ruhusa za folda hii, kisha rudia amri ileile: itaanza usakinishaji upya.',
    `npm failed (${code}); what it said is above. Check the network (npm ping), disk space (df -h .) and the ` +
      'permissions of this folder, then repeat the same command: it starts the installation again.',
  )
}

/** Said before npm is started: its own message for this is a page long. */
function assertWritable(root) {
  const modules = join(root, 'node_modules')
  try {
    accessSync(existsSync(modules) ? modules : root, constants.W_OK)
  } catch {
    throw notOurs(root)
  }
}

/** Most often an earlier run as root left files that its owner may not replace. */
function notOurs(root) {
  return new Explained(
    `Baadhi ya mafaili katika ${root} ni ya mtumiaji mwingine (labda amri iliwahi kuendeshwa kama root). ` +
      `Yarudishe kwako, kisha rudia: sudo chown -R "$(id -un)" "${root}"`,
    `Some files in ${root} belong to another user (perhaps a command was once run as root). ` +
      `Take them back, then repeat: sudo chown -R "$(id -un)" "${root}"`,
  )
}

function runNpm(command, root, env) {
  const [program, args, options] = npmCommand(env)
  return new Promise((resolve) => {
    const child = spawn(program, [...args, ...command, ...EVERYTHING], {
      cwd: root,
      env: { ...env, ...cacheThatCanBeWritten(root, env) },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    })
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    // Stopped half-way, npm must not go on writing while the next run already installs.
    const stop = (signal) => child.kill(signal)
    for (const signal of STOPS) process.on(signal, stop)
    const finish = (result) => {
      for (const signal of STOPS) process.off(signal, stop)
      resolve(result)
    }
    child.on('error', (cause) => finish({ code: cause.code, output: cause.message }))
    child.on('close', (code, signal) =>
      finish({ code: code ?? signal, output: Buffer.concat(output).toString().trim() }),
    )
  })
}

/**
 * The npm that called us, under the Node that it runs on. That Node must not be the one in node_modules, which npm is
 * about to replace; npm puts node_modules/.bin first in PATH, so `node` alone could be just that one.
 */
export function npmCommand(env) {
  const npm = env.npm_execpath
  if (npm?.endsWith('npm-cli.js') && env.npm_node_execpath !== undefined)
    return [env.npm_node_execpath, [npm], {}]
  return process.platform === 'win32' ? ['npm.cmd', [], { shell: true }] : ['npm', [], {}]
}

/** A run as another user (su, sudo, old npm) may have a home it cannot write; npm then fails on its cache. */
function cacheThatCanBeWritten(root, env) {
  const usual = env.npm_config_cache ?? join(env.HOME ?? homedir(), '.npm')
  try {
    mkdirSync(usual, { recursive: true })
    accessSync(usual, constants.W_OK)
    return {}
  } catch {
    return { npm_config_cache: join(root, '.cache', 'npm') }
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined
    throw cause
  }
}
