import { back, form as formOf, hidden, type FormState } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { z } from 'zod'
import { id as idShape } from '../shapes.ts'
import type { RegisterDeps } from '../deps.ts'
import { keepers, keeps } from '../keepers.ts'
import { problem } from '../problems.ts'
import { showSystem } from '../records/read-records.ts'
import type { SystemFile } from '../records/record.ts'
import { value, type SignedIn } from './common.ts'
import { messages } from './messages.ts'
import { systemMessages } from './system-messages.ts'

export const who = [...keepers, 'ega-officer'] as const
export const at = z.object({ id: idShape })
export const saved = systemMessages['system.saved']

/** A record is changed by the people of its own institution: to others the form is not there. */
export async function ownFile(
  deps: RegisterDeps,
  visit: SignedIn,
  id: string,
): Promise<SystemFile> {
  const file = await showSystem(deps, visit.actor, id)
  if (!keeps(visit.actor, file.institution)) throw problem('system-not-found')
  return file
}

/** What every part's form has around its fields. */
export async function partPage(
  deps: RegisterDeps,
  visit: SignedIn,
  {
    id,
    part,
    state,
  }: {
    id: string
    part: 'purpose' | 'data' | 'hosting' | 'security' | 'source' | 'cost'
    state: FormState
  },
  fieldsOf: (file: SystemFile) => ComponentChildren[],
  lead?: JSX.Element,
) {
  const { say } = visit
  const t = say.of(systemMessages)
  const file = await ownFile(deps, visit, id)
  // Whoever was told that somebody was faster has seen it: the next try is on what stands there now.
  const told = state.faults.some(({ field }) => field === '')
  const read = told || state.faults.length === 0 ? undefined : state.values['version']
  const present = value(file.record?.version ?? 0)
  return {
    title: t(`part.${part}`),
    content: h(
      'div',
      null,
      back(`/systems/${id}`, say.text(file.name)),
      h('h1', null, t(`part.${part}`)),
      lead ?? null,
      formOf(
        { say, state, submit: say.of(messages)('save'), cancel: { href: `/systems/${id}` } },
        hidden('version', typeof read === 'string' ? read : present),
        ...fieldsOf(file),
      ),
    ),
  }
}
