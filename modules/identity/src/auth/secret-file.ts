import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secret under which cookies are signed and TOTP secrets are encrypted: 32 random bytes in base64, made on the first
 * start (0600). Whoever loses it ends every session and every second factor, so it belongs into the backup.
 * @throws Error
 */
export function openSecret(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'identity.secret')
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  try {
    // The first of several processes makes it; a reader sees the whole file or none.
    linkSync(fresh, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(fresh, { force: true })
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (Buffer.from(secret, 'base64').length !== 32) {
    throw new Error(`${file} must hold 32 bytes in base64`)
  }
  return secret
}
