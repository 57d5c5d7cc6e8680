import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Endpoint } from '@mtandao/contracts'
import type { Network } from '@mtandao/net'
import { openSecret } from '@mtandao/seal'
import { Problem } from '@mtandao/problem'
import { buildConnector, errors, Pool, type Dispatcher } from 'undici'
import { problem } from '../problems.ts'
import type { AddressWall } from './address-wall.ts'

/** What goes to a party that listens. */
export interface UpstreamRequest {
  readonly url: URL
  /** Path with query, already judged safe. */
  readonly path: string
  readonly method: string
  /** Flat `[name, value, …]`. */
  readonly headers: string[]
  readonly body: Buffer | AsyncIterable<Buffer> | null
  /**
   * How long the party may leave us waiting: from the last part of the request it was given to the end of the answer's head,
   * and between parts of a body that streams. Waiting for our own caller is not counted.
   */
  readonly timeoutMs: number
  /** Up to here the answer is kept in memory; beyond, it streams (`stream: true`) or is refused. */
  readonly bufferBytesMax: number
  readonly stream: boolean
  readonly tls?: {
    readonly certificate: string
    readonly key: string
    readonly ca?: string | undefined
  }
}

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

export type UpstreamAnswer =
  | { readonly status: number; readonly headers: AnswerHeaders; readonly body: Buffer }
  | { readonly status: number; readonly headers: AnswerHeaders; readonly tail: AnswerTail }

/** The rest of an answer too large to keep: what has come already, then what comes. */
export interface AnswerTail {
  /** Resolves when the last byte was taken; rejects when the provider breaks off. */
  pipe(take: (chunk: Buffer) => boolean, drained: () => Promise<void>): Promise<void>
  /** The consumer does not want the rest. */
  abort(): void
  /** How it ended; never rejects. */
  readonly over: Promise<'whole' | 'broken' | 'unwanted'>
}

/** Connections to providers, kept alive and shared. Redirects are never followed; nothing is ever sent twice. */
export interface Upstreams {
  send(request: UpstreamRequest): Promise<UpstreamAnswer>
  /** Waits for calls under way, `graceMs` at most; then they are broken off. */
  close(graceMs: number): Promise<void>
}

export function createUpstreams(connectionsMax: number, wall: AddressWall): Upstreams {
  const pools = new Map<string, Pool>()
  const retiring = new Set<Pool>()
  let networks = wall.allowed()

  /** Connections made under another allow-list carry what is under way and nothing more. */
  function retirePools(): void {
    for (const pool of pools.values()) {
      retiring.add(pool)
      void pool.close().finally(() => retiring.delete(pool))
    }
    pools.clear()
  }

  function heedAllowList(): void {
    const now = wall.allowed()
    if (now === networks) return
    // The routing ran out between the decision and the call: the reason is that, and not the provider's address.
    if (!now) throw problem('no-routing')
    if (networks && !sameNetworks(now, networks)) retirePools()
    networks = now
  }

  function poolFor({ url, tls }: UpstreamRequest): Pool {
    const key = tls ? `${url.origin} ${tlsPrint(tls)}` : url.origin
    let pool = pools.get(key)
    if (!pool) {
      pool = new Pool(url.origin, {
        connections: connectionsMax,
        pipelining: 1,
        keepAliveTimeout: 10_000,
        maxHeaderSize: 64 * 1024,
        connect: connector(wall, {
          timeout: 5_000,
          lookup: wall.lookup,
          ...(tls && { cert: tls.certificate, key: tls.key, ...(tls.ca && { ca: tls.ca }) }),
        }),
      })
      pools.set(key, pool)
    }
    return pool
  }

  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        heedAllowList()
        dispatch(poolFor(request), request, resolve, reject)
      }),
    async close(graceMs) {
      const all = [...pools.values(), ...retiring]
      const over = new AbortController()
      await Promise.race([
        Promise.all(all.map((pool) => pool.close())),
        sleep(graceMs, undefined, { signal: over.signal }),
      ])
      over.abort()
      await Promise.all(all.map((pool) => pool.destroy()))
    },
  }
}

/** Connections made under one trust must not serve another. */
function tlsPrint({ certificate, key, ca = '' }: NonNullable<UpstreamRequest['tls']>): string {
  return hash('sha256', JSON.stringify([certificate, key, ca]), 'base64url')
}

/**
 * A connection that broke before one byte of this answer, though it had carried others: the party had closed it while it lay
 * idle. As the `cause` of `provider-reset`.
 */
export class StaleConnection extends Error {}

const used = new WeakSet<Error>()
const unconnected = new WeakSet<Error>()

/** Marks why no connection came about, and the error that ends one that had been used before. */
function connector(
  wall: AddressWall,
  options: buildConnector.BuildOptions,
): buildConnector.connector {
  const connect = buildConnector(options)
  return (target, done) => {
    try {
      wall.requireHost(target.hostname)
    } catch (error) {
      return done(error as Error, null)
    }
    connect(target, (...result) => {
      const [failed, socket] = result
      if (failed) unconnected.add(failed)
      socket?.prependListener('error', (error: Error) => {
        if (socket.bytesRead > 0) used.add(error)
      })
      done(...result)
    })
  }
}

function sameNetworks(one: readonly Network[], other: readonly Network[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ family, bits, prefix }, at) => {
      const beside = other[at]
      return beside?.family === family && beside.bits === bits && beside.prefix === prefix
    })
  )
}

class TimedOut extends Error {
  readonly code = 'TIMED_OUT'
}

class TooLarge extends Error {
  readonly code = 'TOO_LARGE'
}

/** One call, straight on undici's dispatcher: no stream objects are made for an answer that fits in memory. */
function dispatch(
  pool: Pool,
  request: UpstreamRequest,
  resolve: (answer: UpstreamAnswer) => void,
  reject: (error: unknown) => void,
): void {
  const { path, method, headers, body, timeoutMs } = request
  let status = 0
  let head: AnswerHeaders = {}
  let chunks: Buffer[] = []
  let bytes = 0
  let tail: ReturnType<typeof createTail> | undefined
  let controller: Dispatcher.DispatchController | undefined
  let timedOut = false
  const patience = createPatience(timeoutMs, () => {
    timedOut = true
    if (controller) controller.abort(new TimedOut())
    else reject(problem('provider-timeout'))
  })

  pool.dispatch(
    {
      path,
      method,
      headers,
      body: (body && !Buffer.isBuffer(body) ? paced(body, patience) : body) as Buffer,
      headersTimeout: 0,
      bodyTimeout: 0,
    },
    {
      onRequestStart(started) {
        controller = started
        if (timedOut) started.abort(new TimedOut())
      },
      onResponseStart(started, statusCode, responseHeaders) {
        if (statusCode < 200) return
        controller = started
        status = statusCode
        head = responseHeaders
      },
      onResponseData(started, chunk) {
        // undici flushes its parser on resume and calls with nothing then; to pause on that would be to spin for ever.
        if (chunk.length === 0) return
        if (tail) {
          tail.take(chunk)
          return
        }
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes <= request.bufferBytesMax) return
        if (!request.stream) {
          started.abort(new TooLarge())
          return
        }
        tail = createTail(started, chunks, patience)
        chunks = []
        resolve({ status, headers: head, tail })
      },
      onResponseEnd() {
        patience.end()
        if (tail) tail.end()
        else
          resolve({
            status,
            headers: head,
            body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks),
          })
      },
      onResponseError(_started, error) {
        patience.end()
        if (tail) tail.fail(error)
        else reject(failureOf(error, status !== 0))
      },
    },
  )
}

/** How long we wait for the other side; runs from the start, stands still while the other side waits for us. */
interface Patience {
  stop(): void
  again(): void
  /** For good. */
  end(): void
}

function createPatience(timeoutMs: number, over: () => void): Patience {
  let timer: NodeJS.Timeout | undefined = setTimeout(over, timeoutMs)
  let ended = false
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
  }
  return {
    stop,
    again() {
      if (ended) return
      if (timer) timer.refresh()
      else timer = setTimeout(over, timeoutMs)
    },
    end() {
      ended = true
      stop()
    },
  }
}

/** While a part is being fetched from whoever sends the body, the party it goes to is not to blame for the wait. */
async function* paced(body: AsyncIterable<Buffer>, patience: Patience): AsyncGenerator<Buffer> {
  patience.stop()
  for await (const chunk of body) {
    patience.again()
    yield chunk
    patience.stop()
  }
  patience.again()
}

function createTail(
  controller: Dispatcher.DispatchController,
  first: Buffer[],
  patience: Patience,
) {
  let waiting: Buffer[] = first
  let ended = false
  let failed: unknown
  let wanted = true
  let wake: () => void = () => undefined
  const over = Promise.withResolvers<'whole' | 'broken' | 'unwanted'>()
  const tail: AnswerTail & { take(chunk: Buffer): void; end(): void; fail(error: unknown): void } =
    {
      take(chunk) {
        waiting.push(chunk)
        controller.pause()
        wake()
      },
      end() {
        ended = true
        over.resolve('whole')
        wake()
      },
      fail(error) {
        failed = error
        over.resolve(wanted ? 'broken' : 'unwanted')
        wake()
      },
      abort() {
        wanted = false
        controller.abort(new Error('the rest of the answer is not wanted'))
      },
      over: over.promise,
      async pipe(give, drained) {
        for (;;) {
          const ready = waiting
          waiting = []
          for (const chunk of ready)
            if (!give(chunk)) {
              patience.stop()
              await drained()
            }
          if (waiting.length > 0) continue
          if (failed) throw failureOf(failed, true)
          if (ended) return
          patience.again()
          controller.resume()
          await new Promise<void>((resume) => {
            wake = resume
            if (waiting.length > 0 || ended || failed) resume()
          })
        }
      },
    }
  controller.pause()
  return tail
}

/** Names the provider's fault; anything we do not know is a broken connection. */
function failureOf(error: unknown, answering: boolean) {
  if (error instanceof Problem) return error // ours: the body we were to send on was not fit to be sent
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'TIMED_OUT') return problem('provider-timeout', { cause: error })
  if (code === 'TOO_LARGE') return problem('provider-answer-too-large', { cause: error })
  if (error instanceof Error && unconnected.has(error))
    return problem('provider-unreachable', { cause: error })
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW')
    return problem('provider-answer-malformed', { cause: error })
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    return problem('provider-answer-malformed', { cause: error })
  const stale = !answering && isUsed(error)
  return problem('provider-reset', {
    cause: stale ? new StaleConnection('closed while idle', { cause: error }) : error,
  })
}

/** undici says of an orderly close what the socket had read; of a reset the connector above knows. */
function isUsed(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (!(error instanceof errors.SocketError)) return used.has(error)
  return (error.socket?.bytesRead ?? 0) > 0
}

/**
 * Certificates and headers by which the bus shows itself to a plain endpoint.
 * @param owner id of the service or client the endpoint belongs to: what its secrets are sealed to
 */
export function credentialsFor(
  owner: string,
  security: Endpoint['security'] | undefined,
  sealingKey: Buffer,
): { readonly headers: string[]; readonly tls?: NonNullable<UpstreamRequest['tls']> } {
  const open = ({ sealed }: { readonly sealed: string }): string => {
    const clear = openSecret(sealingKey, owner, sealed)
    if (clear === undefined) throw new Error(`the secret of ${owner} was sealed with another key`)
    return clear
  }
  switch (security?.type) {
    case 'bearer':
      return { headers: ['authorization', `Bearer ${open(security.secret)}`] }
    case 'basic': {
      const pair = `${security.username}:${open(security.secret)}`
      return { headers: ['authorization', `Basic ${Buffer.from(pair).toString('base64')}`] }
    }
    case 'mtls':
      return {
        headers: [],
        tls: { certificate: security.certificate, key: open(security.key), ca: security.ca },
      }
    case 'plain':
    case 'signed':
    case undefined:
      return { headers: [] }
  }
}
