/** One answer of the server. */
export interface Timed {
  /** On the server, by its own clock: waiting for a processor is in it. */
  readonly ms: number
  /** How many times longer than alone a busy program took just then. */
  readonly slowdown: number
}

const busyMs = 4

/**
 * What this machine leaves a program that wants to work: elapsed time over processor time of a little work. 1 where a processor
 * is free; 3 where three want it. It needs no figure of another day or another machine to compare with.
 */
export function slowdown(): number {
  const began = performance.now()
  const cpu = process.threadCpuUsage()
  let spent = 0
  while (spent < busyMs) {
    const { user, system } = process.threadCpuUsage(cpu)
    spent = (user + system) / 1_000
  }
  return Math.max(1, (performance.now() - began) / spent)
}
