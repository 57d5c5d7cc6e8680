import { setTimeout as sleep } from 'node:timers/promises'
import { runRegisterKeeper, runReminders, seedThirdSession } from '@mtandao/directives'
import type { composeModules } from './compose-modules.ts'
import { collectorPorts } from './seen-by-facts.ts'

const dayMs = 24 * 60 * 60_000
const offsetMs = 3 * 60 * 60_000

/** How often the machinery looks, and from when a system counts as silent. A demonstration shows within a minute what else takes weeks. */
const paces = {
  demo: {
    collectEveryMs: 3_000,
    silentAfterMs: 30_000,
    standingEveryMs: 1_000,
    inputsEveryMs: 3_000,
    // Its systems have exchanged something by then, and nobody is told what was so before.
    reminders: { settleMs: 60_000, everyMs: 20_000 },
  },
  real: {
    collectEveryMs: 30_000,
    // What `joined-govesb.days` says: the rule judges, and the collector only tells.
    silentAfterMs: 30 * dayMs,
    standingEveryMs: 2_000,
    inputsEveryMs: 15_000,
    reminders: { settleMs: 120_000, everyMs: 60_000 },
  },
} as const

type Modules = Pick<
  ReturnType<typeof composeModules>,
  'directivesDeps' | 'facts' | 'standings' | 'log' | 'now'
>

/** Facts from what the machinery sees, results from facts, and evidence held against its hashes once a day, until the signal. */
export async function runDirectives(
  { directivesDeps, facts, standings, log, now }: Modules,
  demo: boolean,
  signal: AbortSignal,
): Promise<void> {
  const pace = demo ? paces.demo : paces.real
  const today = () => new Date(now().getTime() + offsetMs).toISOString().slice(0, 10)
  await seedThirdSession(directivesDeps)
  await Promise.all([
    facts.runCollectors(
      {
        ports: collectorPorts(today),
        silentAfterMs: pace.silentAfterMs,
        everyMs: pace.collectEveryMs,
        onFailure: (error) => log.error('facts-not-collected', { error }),
      },
      signal,
    ),
    standings.run({ everyMs: pace.standingEveryMs, inputsEveryMs: pace.inputsEveryMs }, signal),
    runRegisterKeeper(directivesDeps, { everyMs: pace.standingEveryMs }, signal),
    runReminders(directivesDeps, pace.reminders, signal),
    checkEvidence(),
  ])

  async function checkEvidence(): Promise<void> {
    while (!signal.aborted) {
      try {
        const { checked, wrong } = await facts.verifyEvidence(signal)
        if (wrong.length > 0) log.error('evidence-altered', { checked, wrong })
      } catch (error) {
        if (!signal.aborted) log.error('evidence-not-checked', { error })
      }
      await sleep(dayMs, undefined, { signal }).catch(() => undefined)
    }
  }
}
