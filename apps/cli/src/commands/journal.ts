import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { fsck, parseTilePath } from '@mtandao/tlog'
import { CommandFault, EXIT, both, type Outcome } from '../words.ts'
import { keyOrFile, readInput } from './read-input.ts'

const CHECKPOINT_BYTES_MAX = 1024 * 1024

/** `journal fsck`: derives the whole tree again and compares. */
export async function fsckCommand(dir: string, given: string | undefined): Promise<Outcome> {
  requireJournal(dir)
  const vkey = given === undefined ? findVkey(dir) : keyOrFile(given)
  const started = performance.now()
  const { entries, size, root, walChecked, problems } = await fsck(dir, { vkey })
  const seconds = (performance.now() - started) / 1_000
  const perSecond = Math.round(entries / Math.max(seconds, 0.001))
  const ok = problems.length === 0
  const verdict = ok
    ? both({ sw: 'KUMBUKUMBU NI KAMILI', en: 'THE JOURNAL IS WHOLE' })
    : both({ sw: 'KUMBUKUMBU SI KAMILI', en: 'THE JOURNAL IS NOT WHOLE' })
  return {
    exitCode: ok ? EXIT.ok : EXIT.wrong,
    json: {
      ok,
      entries,
      size,
      root,
      walChecked,
      problems,
      vkey,
      seconds,
      entriesPerSecond: perSecond,
    },
    lines: [
      both({ sw: `Maingizo ${entries}, mti ${size}`, en: `entries ${entries}, tree ${size}` }),
      both({ sw: `Mzizi ${root}`, en: `root ${root}` }),
      both({ sw: `${perSecond} kwa sekunde`, en: `${perSecond} per second` }),
      ...(walChecked ? [] : [WAL_NOT_CHECKED]),
      ...problems.map((text) => `  ✗ ${text}`),
      verdict,
    ],
  }
}

const WAL_NOT_CHECKED = both({
  sw: 'Orodha ya kuandika-kwanza haikuangaliwa: haipo, au mchakato hai unaiandika.',
  en: 'The write-ahead log was not checked: there is none, or a living process is writing to it.',
})

function requireJournal(dir: string): void {
  if (existsSync(join(dir, 'checkpoint')) || existsSync(join(dir, 'wal'))) return
  throw new CommandFault({
    sw: `Folda ${dir} si kumbukumbu: haina checkpoint wala wal.`,
    en: `The folder ${dir} is not a journal: it has neither a checkpoint nor a wal.`,
  })
}

/**
 * The verifier key that a gateway keeps beside its journals (`log.vkey`). All its workers sign with one key under their
 * own origins, so the key id is worked out again for this journal's origin (C2SP signed-note).
 */
export function findVkey(dir: string): string {
  const path = ['log.vkey', '../log.vkey', '../../log.vkey']
    .map((name) => join(dir, name))
    .find((candidate) => existsSync(candidate))
  if (path === undefined)
    throw new CommandFault({
      sw: 'Hakuna log.vkey karibu na folda hii; toa --vkey.',
      en: 'There is no log.vkey near this folder; give --vkey.',
    })
  const vkey = readInput(path, 4_096).toString('utf8').trim()
  const origin = originOf(dir)
  const [, name, , material] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? []
  if (origin === undefined || material === undefined || name === origin) return vkey
  const keyId = createHash('sha256')
    .update(`${origin}\n`)
    .update(Buffer.from(material, 'base64'))
    .digest('hex')
    .slice(0, 8)
  return `${origin}+${keyId}+${material}`
}

function originOf(dir: string): string | undefined {
  const path = join(dir, 'checkpoint')
  if (!existsSync(path)) return undefined
  return readInput(path, CHECKPOINT_BYTES_MAX).toString('utf8').split('\n')[0]
}

interface ServeOptions {
  readonly port?: string | undefined
  readonly json?: boolean | undefined
}

/** `journal serve`: the static C2SP tiles of one journal on 127.0.0.1, until it is told to stop. */
export async function serveCommand(dir: string, options: ServeOptions): Promise<Outcome> {
  requireJournal(dir)
  const port = Number(options.port ?? 8099)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CommandFault({ sw: '--port si namba ya mlango', en: '--port is not a port number' })
  const server = createServer((request, response) => serveTile(dir, request, response))
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandFault(
      { sw: `Mlango ${port} haukufunguka: ${why}`, en: `Port ${port} did not open: ${why}` },
      EXIT.notStarted,
      { cause },
    )
  }
  const address = server.address()
  const at = typeof address === 'object' ? address?.port : port
  const url = `http://127.0.0.1:${at}/`
  console.log(
    options.json === true
      ? JSON.stringify({ ok: true, url })
      : both({
          sw: `Vigae viko ${url} (Ctrl-C kusimamisha)`,
          en: `Tiles are at ${url} (Ctrl-C stops)`,
        }),
  )
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)))
  server.close()
  server.closeAllConnections()
  return { exitCode: EXIT.ok, json: { ok: true, stopped: true }, lines: [] }
}

/** Only `checkpoint` and well-formed tile paths are ever looked up: nothing else of the folder can be reached. */
function serveTile(dir: string, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').split('?')[0]?.slice(1) ?? ''
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
    return
  }
  const isCheckpoint = path === 'checkpoint'
  if (!isCheckpoint && parseTilePath(path) === undefined) {
    response.writeHead(404).end()
    return
  }
  const file = join(dir, path)
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) {
    response.writeHead(404).end()
    return
  }
  if (isCheckpoint) {
    response.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
    })
    response.end(request.method === 'HEAD' ? undefined : readFileSync(file))
    return
  }
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': stat.size,
    'cache-control': 'public, max-age=31536000, immutable',
  })
  if (request.method === 'HEAD') response.end()
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
}
