import type { Plan, Result } from './load-generator.ts'
import { usageOf, type PipedProcess } from './piped-process.ts'

/** What one subject did in one run. */
export interface Measurement extends Result {
  /** Share of one core that the subject used: near 1 means that the subject, not the harness, was the limit. */
  readonly cpuShare: number | undefined
  /** Answers per processor second of the subject, blind to neighbours that steal time. */
  readonly perCpuSecond: number | undefined
  readonly rssMb: number | undefined
}

export async function measure(
  generator: PipedProcess,
  pid: number,
  plan: Plan,
): Promise<Measurement> {
  const before = usageOf(pid)
  const begin = performance.now()
  const result = JSON.parse(await generator.ask(plan)) as Result
  const wall = (performance.now() - begin) / 1000
  const after = usageOf(pid)
  if (before === undefined || after === undefined)
    return { ...result, cpuShare: undefined, perCpuSecond: undefined, rssMb: undefined }
  const cpu = after.cpuSeconds - before.cpuSeconds
  const share = cpu / wall
  return { ...result, cpuShare: share, perCpuSecond: result.perSecond / share, rssMb: after.rssMb }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length === 0) return Number.NaN
  if (sorted.length % 2 === 1) return sorted[middle] as number
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
