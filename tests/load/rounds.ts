import type { Plan } from './load-generator.ts'
import { measure, median, type Measurement } from './measure.ts'
import type { Stage } from './stage.ts'

export interface RoundOptions {
  readonly rounds: number
  readonly seconds: number
  readonly warmupSeconds: number
  readonly connections: readonly number[]
}

export type Work = 'r1' | 'govesb' | 'token'

/** One line of a result: who did what at how many connections, once per round. */
export interface Series {
  readonly subject: string
  readonly work: Work
  readonly connections: number
  readonly runs: Measurement[]
}

export interface Rounds {
  readonly series: readonly Series[]
  /** Exchanges per second that cryptography alone allows one thread, once per round. */
  readonly cryptoLimit: readonly number[]
  find(subject: string, work: Work, connections: number): Series | undefined
}

/**
 * Interleaved rounds: everyone runs once per round, the order turning from round to round, so that a slow minute of the
 * machine hits all alike. Ratios are then taken round by round and their median reported.
 */
export async function runRounds(
  stage: Stage,
  { rounds, seconds, warmupSeconds, connections }: RoundOptions,
  say: (text: string) => void,
): Promise<Rounds> {
  const subjects = [
    { name: 'gateway', port: stage.gateway.port, pid: () => stage.gateway.pid() },
    ...stage.peers,
  ]
  const bench = (port: number, pid: number, plan: Omit<Plan, 'port'>) =>
    measure(stage.generator, pid, { ...plan, port })
  const most = Math.max(...connections)

  say('warming up')
  for (const subject of subjects)
    await bench(subject.port, subject.pid(), {
      requests: stage.requests.r1,
      connections: most,
      seconds: 0.1,
      warmupSeconds: 1.2,
    })
  for (const work of ['govesb', 'token'] as const)
    await bench(stage.gateway.port, stage.gateway.pid(), {
      requests: stage.requests[work],
      connections: most,
      seconds: 0.1,
      warmupSeconds: 1.2,
    })

  const jobs = [
    ...connections.flatMap((count) =>
      subjects.map((subject) => ({ subject, work: 'r1' as Work, count })),
    ),
    ...connections.map((count) => ({
      subject: subjects[0] as (typeof subjects)[0],
      work: 'govesb' as Work,
      count,
    })),
    { subject: subjects[0] as (typeof subjects)[0], work: 'token' as Work, count: most },
  ]
  const series: Series[] = jobs.map(({ subject, work, count }) => ({
    subject: subject.name,
    work,
    connections: count,
    runs: [],
  }))
  const cryptoLimit: number[] = []
  const text = (stage.requests.govesb[0] as string).split('\r\n\r\n')[1] as string
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`)
    cryptoLimit.push(JSON.parse(await stage.crypto.ask({ seconds, text })) as number)
    for (let i = 0; i < jobs.length; i++) {
      const at = (i + round) % jobs.length
      const { subject, work, count } = jobs[at] as (typeof jobs)[0]
      const run = await bench(subject.port, subject.pid(), {
        requests: stage.requests[work],
        connections: count,
        seconds,
        warmupSeconds,
      })
      series[at]?.runs.push(run)
    }
  }
  return {
    series,
    cryptoLimit,
    find: (subject, work, count) =>
      series.find(
        (one) => one.subject === subject && one.work === work && one.connections === count,
      ),
  }
}

export const rate = (series: Series | undefined): number =>
  series ? median(series.runs.map((run) => run.perSecond)) : Number.NaN

/** The median of the ratios of each round; `null` when the other one was not there. */
export function ratio(
  of: Series | undefined,
  to: Series | readonly number[] | undefined,
): number | null {
  if (of === undefined || to === undefined) return null
  const others = 'runs' in to ? to.runs.map((run) => run.perSecond) : to
  return median(of.runs.map((run, round) => run.perSecond / (others[round] as number)))
}

/** The same ratio per processor second of the subject: what remains when neighbours and harness are taken out. */
export function cpuRatio(of: Series | undefined, to: Series | undefined): number | null {
  if (of === undefined || to === undefined) return null
  const each = of.runs.map(
    (run, round) => (run.perCpuSecond ?? Number.NaN) / (to.runs[round]?.perCpuSecond ?? Number.NaN),
  )
  const value = median(each)
  return Number.isNaN(value) ? null : value
}
