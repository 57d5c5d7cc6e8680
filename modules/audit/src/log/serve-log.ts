import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '@mtandao/identity/contract'
import { parseTilePath } from '@mtandao/tlog'
import type { AuditDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { logReaders, requireReader } from '../readers.ts'

export interface LogFile {
  readonly body: Uint8Array<ArrayBuffer>
  readonly type: string
  /** Its content will never be another. */
  readonly immutable: boolean
}

/**
 * A file of the log by its C2SP path: `checkpoint`, `tile/…`, and `log.vkey`. Nothing else of the folder is ever looked up.
 * @throws Problem `audit.not-for-you`, `audit.tile-not-found`
 */
export async function fetchTile(
  { place }: AuditDeps,
  actor: Actor,
  path: string,
): Promise<LogFile> {
  requireReader(actor, logReaders)
  const isText = path === 'checkpoint' || path === 'log.vkey'
  if (!isText && parseTilePath(path) === undefined) throw problem('tile-not-found')
  const body = await readFile(join(place.dir, path)).catch((cause: unknown) => {
    throw problem('tile-not-found', { cause })
  })
  return {
    body: new Uint8Array(body),
    type: isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    immutable: !isText,
  }
}
