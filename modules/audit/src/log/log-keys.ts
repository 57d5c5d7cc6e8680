import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noteSigner } from '@mtandao/tlog'

export interface LogPlace {
  /** The journal: tiles, checkpoint, write-ahead log, and `log.vkey`. Safe to copy and to hand out. */
  readonly dir: string
  readonly origin: string
  readonly vkey: string
  readonly seed: Uint8Array
}

/** Name of the key and of the log; what is signed under it can be told from the gateways' logs. */
const origin = 'mtandao-platform/audit'

/**
 * The key of the log, made once: `log.seed` (32 bytes, base64, 0600) in the folder, its public half in `log/log.vkey`. A lost seed is not replaced by itself: the log could never be continued, and a person must know.
 * @throws Error
 */
export function openLogPlace(dataDir: string): LogPlace {
  const dir = join(dataDir, 'log')
  mkdirSync(dir, { recursive: true })
  const seedFile = join(dataDir, 'log.seed')
  const vkeyFile = join(dir, 'log.vkey')
  if (!existsSync(seedFile)) {
    if (existsSync(vkeyFile)) {
      throw new Error(`${vkeyFile} is there and ${seedFile} is not: restore the key`)
    }
    writeWhole(seedFile, `${randomBytes(32).toString('base64')}\n`, 0o600)
  }
  const seed = Buffer.from(readFileSync(seedFile, 'utf8').trim(), 'base64')
  if (seed.length !== 32) throw new Error(`${seedFile} must hold 32 bytes in base64`)
  const { vkey } = noteSigner(origin, seed)
  if (!existsSync(vkeyFile)) writeWhole(vkeyFile, `${vkey}\n`, 0o644)
  return { dir, origin, vkey, seed }
}

/** A reader sees the whole file or none. */
function writeWhole(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode, flush: true })
  renameSync(`${file}.new`, file)
}
