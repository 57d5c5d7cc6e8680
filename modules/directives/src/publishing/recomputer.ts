import { seesCountry, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { gate } from './in-turns.ts'
import { publishQuarter, tableToPublish } from './publish-table.ts'
import { recomputeTable, type Recomputation } from './recompute-table.ts'
import { findTable, type PublishedTable } from './table-store.ts'
import type { z } from 'zod'

/** Who does not see the country and asks again within this time is told what came out last: reading millions of facts is not for play. */
const strangersMs = 60_000
/** Between two tables that are worked out for such people: they must not keep e-GA from publishing. */
const restMs = 10_000
const keptMax = 20

/** The heavy work of this area: one piece at a time in this process. */
export interface Recomputer {
  /** @throws Problem `directives.busy`, `directives.not-found` */
  recompute(
    actor: Actor | undefined,
    asked: { readonly period: string; readonly edition?: number | undefined },
  ): Promise<Recomputation>
  /** @throws Problem `directives.busy`, and those of `publishQuarter` */
  publish(actor: Actor, given: z.output<typeof tableToPublish>): Promise<PublishedTable>
}

export function recomputer(deps: DirectivesDeps): Recomputer {
  const one = gate()
  const last = new Map<string, Recomputation>()
  let strangersTurn = -Infinity
  const alone = async <Made>(work: () => Promise<Made>): Promise<Made> => {
    const done = await one.enter(work)
    if (!done) throw problem('busy')
    return done.made
  }
  return {
    async recompute(actor, asked) {
      const now = deps.now().getTime()
      const isStranger = actor === undefined || actor.suspended || !seesCountry(actor)
      const { period } = asked
      const edition = asked.edition ?? (await findTable(deps.database, period))?.edition
      if (edition === undefined) throw problem('not-found')
      const key = `${period}/${edition}`
      const known = last.get(key)
      if (isStranger && known && now - known.at.getTime() < strangersMs) return known
      if (isStranger && now - strangersTurn < restMs) throw problem('busy')
      const made = await alone(() => recomputeTable(deps, { period, edition }))
      if (isStranger) strangersTurn = deps.now().getTime()
      if (last.size >= keptMax) last.clear()
      last.set(key, made)
      return made
    },
    publish: (actor, given) => alone(() => publishQuarter(deps, actor, given)),
  }
}
