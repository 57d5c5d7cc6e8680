import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { listActs, readAct, type ListedAct } from './acts/list-acts.ts'
import { prove } from './acts/prove-act.ts'
import type { AuditDeps } from './deps.ts'
import { isWhole } from './log/verify-log.ts'
import { Cursor, filterOf, Wanted } from './pages/shapes.ts'
import { keepers, readers } from './readers.ts'

const { operation } = edge<Actor>()

const Act = z.strictObject({
  id: z.guid(),
  at: z.iso.datetime(),
  logIndex: z.int(),
  standing: z.enum(['recorded', 'waiting', 'changed', 'unknown']),
  person: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  institution: z.string().nullable(),
  roles: z.array(z.string()),
  agent: z.string().nullable(),
  action: z.string(),
  subject: z.strictObject({ type: z.string(), id: z.string() }),
  institutions: z.array(z.string()),
  detail: z.record(z.string(), z.unknown()),
})

const ById = z.strictObject({ id: z.guid() })

function viewOf(act: ListedAct): z.input<typeof Act> {
  const { id, logIndex, standing, institution, agent, action, detail } = act
  return {
    id,
    at: act.at.toISOString(),
    logIndex,
    standing,
    person: act.person === null ? null : { id: act.person, name: act.personName ?? '' },
    institution,
    roles: [...act.roles],
    agent,
    action,
    subject: { type: act.subjectType, id: act.subjectId },
    institutions: [...act.institutions],
    detail,
  }
}

/** Everything the pages do, for programs. */
export function auditOperations(deps: AuditDeps): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'audit.list-acts',
      method: 'GET',
      path: '/audit/acts',
      who: readers,
      summary: { sw: 'Matendo, ya karibuni kwanza', en: 'Acts, newest first' },
      input: z.strictObject({ ...Wanted.shape, before: Cursor.optional() }),
      output: z.strictObject({ acts: z.array(Act), next: z.int().nullable() }),
      async run(actor, { before, ...wanted }) {
        const { acts, next } = await listActs(deps, actor, filterOf(wanted), { before })
        return { acts: acts.map(viewOf), next: next ?? null }
      },
    }),
    operation({
      id: 'audit.read-act',
      method: 'GET',
      path: '/audit/acts/{id}',
      who: readers,
      summary: { sw: 'Tendo moja', en: 'One act' },
      input: ById,
      output: Act,
      run: async (actor, { id }) => viewOf(await readAct(deps, actor, id)),
    }),
    operation({
      id: 'audit.prove-act',
      method: 'GET',
      path: '/audit/acts/{id}/proof',
      who: readers,
      summary: {
        sw: 'Uthibitisho wa tendo (C2SP tlog-proof)',
        en: 'The proof of an act (C2SP tlog-proof)',
      },
      input: ById,
      output: z.strictObject({ proof: z.string() }),
      run: async (actor, { id }) => ({ proof: await prove(deps, actor, id) }),
    }),
    operation({
      id: 'audit.verify-log',
      method: 'POST',
      path: '/audit/verification',
      who: keepers,
      summary: {
        sw: 'Hakiki matendo yote dhidi ya kumbukumbu iliyotiwa saini',
        en: 'Verify every act against the signed log',
      },
      input: z.strictObject({}),
      output: z.strictObject({
        whole: z.boolean(),
        at: z.iso.datetime(),
        size: z.int(),
        root: z.string(),
        waiting: z.int(),
        changed: z.array(z.int()),
        changedCount: z.int(),
        forked: z.array(z.int()),
        broken: z.string().nullable(),
        halted: z.string().nullable(),
      }),
      async run() {
        const found = await deps.running.verify()
        return {
          ...found,
          whole: isWhole(found),
          at: found.at.toISOString(),
          broken: found.broken ?? null,
          halted: deps.running.halt ?? null,
        }
      },
    }),
  ]
}
