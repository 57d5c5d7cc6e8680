/**
 * The load generator: a process that reads one plan per line from standard input and writes one result per line.
 *
 * Closed loop (no `rate`): every connection always has one request under way; this finds the greatest rate.
 * Open loop (`rate`): requests are due at fixed times whether or not earlier ones were answered, and latency counts from the
 * due time, so a server that stalls is charged for everyone who waited (coordinated omission).
 */
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { frame } from './http-framing.ts'
import { createHistogram } from './histogram.ts'

export interface Plan {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  /** Sent and answered, not counted. */
  readonly warmupSeconds: number
  /** Whole HTTP/1.1 requests, latin1; taken in turn. */
  readonly requests: readonly string[]
  /** Requests per second for the open loop. */
  readonly rate?: number
  /** Ends early after this many answers. */
  readonly answers?: number
}

export interface Result {
  readonly answers: number
  readonly errors: number
  /** First thing that went wrong, for the reader. */
  readonly error?: string
  readonly seconds: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

interface Lane {
  readonly socket: Socket
  /** Bytes of an answer that came in pieces. */
  rest: Buffer
  since: number
  busy: boolean
}

const now = () => performance.now()

function run(plan: Plan): Promise<Result> {
  const requests = plan.requests.map((text) => Buffer.from(text, 'latin1'))
  const histogram = createHistogram()
  const begin = now()
  const countFrom = begin + plan.warmupSeconds * 1000
  const end = countFrom + plan.seconds * 1000
  const lanes: Lane[] = []
  let next = 0
  let answers = 0
  let errors = 0
  let firstError: string | undefined
  let issued = 0
  let over = false

  function nextRequest(): Buffer {
    next = next + 1 === requests.length ? 0 : next + 1
    return requests[next] as Buffer
  }

  function send(lane: Lane, due: number): void {
    lane.since = due
    lane.busy = true
    lane.socket.write(nextRequest())
  }

  return new Promise((resolve) => {
    const finish = () => {
      if (over) return
      over = true
      clearTimeout(timer)
      clearInterval(ticker)
      const seconds = (Math.min(now(), end) - countFrom) / 1000
      for (const lane of lanes) lane.socket.destroy()
      resolve({
        answers,
        errors,
        ...(firstError !== undefined && { error: firstError }),
        seconds,
        perSecond: answers / seconds,
        p50Ms: histogram.quantileMs(0.5),
        p99Ms: histogram.quantileMs(0.99),
      })
    }
    const timer = setTimeout(finish, end - begin)
    const ticker = plan.rate === undefined ? undefined : setInterval(release, 1)

    function fail(reason: string): void {
      if (over) return
      errors++
      firstError ??= reason
      if (errors > 1000) finish()
    }

    /** Open loop: sends what is due on lanes that are idle; the rest waits, its clock running. */
    function release(): void {
      const rate = plan.rate as number
      const due = Math.floor(((now() - begin) / 1000) * rate)
      for (const lane of lanes) {
        if (issued >= due) return
        if (!lane.busy) send(lane, begin + (issued++ / rate) * 1000)
      }
    }

    function answered(lane: Lane, status: number): void {
      const at = now()
      lane.busy = false
      if (status !== 200) fail(`status ${status}`)
      else if (at >= countFrom && at < end) {
        answers++
        histogram.add((at - lane.since) * 1000)
        if (answers === plan.answers) return finish()
      }
      if (over) return
      if (plan.rate === undefined) return send(lane, at)
      const due = begin + (issued / plan.rate) * 1000
      if (due > at) return
      issued++
      send(lane, due)
    }

    for (let i = 0; i < plan.connections; i++) open()

    function open(): void {
      // One buffer a lane: the bytes are read before the next read can begin.
      const buffer = Buffer.allocUnsafe(64 * 1024)
      const lane: Lane = {
        rest: empty,
        since: 0,
        busy: true,
        socket: connect({
          host: '127.0.0.1',
          port: plan.port,
          noDelay: true,
          onread: {
            buffer,
            callback(length) {
              read(lane, buffer, length)
              return true
            },
          },
        }),
      }
      lanes.push(lane)
      lane.socket.once('connect', () => {
        lane.busy = false
        if (plan.rate === undefined) send(lane, now())
      })
      lane.socket.on('error', (error) => fail(String(error)))
      lane.socket.once('close', () => {
        if (over) return
        if (lane.busy) fail('closed before the answer')
        lanes.splice(lanes.indexOf(lane), 1)
        setTimeout(open, 5)
      })
    }

    function read(lane: Lane, buffer: Buffer, length: number): void {
      const joined =
        lane.rest.length === 0 ? buffer : Buffer.concat([lane.rest, buffer.subarray(0, length)])
      const to = lane.rest.length === 0 ? length : joined.length
      try {
        const framed = frame(joined, 0, to)
        if (framed === undefined) {
          lane.rest = joined === buffer ? Buffer.from(buffer.subarray(0, length)) : joined
          return
        }
        lane.rest = empty
        if (framed.end !== to) fail('bytes after the answer')
        answered(lane, framed.status)
      } catch (error) {
        fail(String(error))
        lane.socket.destroy()
      }
    }
  })
}

const empty = Buffer.alloc(0)

if (import.meta.main)
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as Plan))}\n`)
