import type { Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { gate } from './in-turns.ts'
import { publishQuarter, tableToPublish } from './publish-table.ts'
import { recomputeTable, type Recomputation } from './recompute-table.ts'
import type { PublishedTable } from './table-store.ts'
import type { z } from 'zod'

/** A stranger who asks again within this time is told what came out last: reading millions of facts is not for play. */
const strangersMs = 60_000
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
  const alone = async <Made>(work: () => Promise<Made>): Promise<Made> => {
    const done = await one.enter(work)
    if (!done) throw problem('busy')
    return done.made
  }
  return {
    async recompute(actor, asked) {
      const known = last.get(`${asked.period}/${asked.edition}`)
      const isStranger = actor === undefined || actor.suspended
      if (isStranger && known && deps.now().getTime() - known.at.getTime() < strangersMs)
        return known
      const made = await alone(() => recomputeTable(deps, asked))
      if (last.size >= keptMax) last.clear()
      last.set(`${made.table.period}/${made.table.edition}`, made)
      return made
    },
    publish: (actor, given) => alone(() => publishQuarter(deps, actor, given)),
  }
}
