import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '@mtandao/identity/contract'
import { Problem, problemBody } from '@mtandao/problem'
import { parseTilePath } from '@mtandao/tlog'
import type { AuditDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { logReaders, requireReader } from '../readers.ts'

/**
 * A file of the log by its C2SP path: `checkpoint`, `tile/…`, and `log.vkey`; nothing else of the folder is ever looked up.
 * Static files for programs, so a route of its own beside pages and operations.
 */
export async function fetchTile(
  { place }: AuditDeps,
  path: string,
  actor: Actor | undefined,
): Promise<Response> {
  try {
    if (!actor) throw problem('sign-in-needed')
    requireReader(actor, logReaders)
    return await fileOf(place.dir, path)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { status } = error.kind
    return Response.json(problemBody(error), {
      status,
      headers: { 'content-type': 'application/problem+json' },
    })
  }
}

async function fileOf(dir: string, path: string): Promise<Response> {
  const isText = path === 'checkpoint' || path === 'log.vkey'
  if (!isText && parseTilePath(path) === undefined) throw problem('tile-not-found')
  const body = await readFile(join(dir, path)).catch((cause: unknown) => {
    throw problem('tile-not-found', { cause })
  })
  return new Response(new Uint8Array(body), {
    headers: isText
      ? { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' }
      : {
          'content-type': 'application/octet-stream',
          // For this reader alone: the log has every institution's acts.
          'cache-control': 'private, max-age=31536000, immutable',
        },
  })
}
