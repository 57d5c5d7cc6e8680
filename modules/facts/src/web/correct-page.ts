import { edge, type Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import {
  area,
  back,
  form as formOf,
  notice,
  type Fault,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h } from 'preact'
import { z } from 'zod'
import type { Correcting, Trail } from '../trail.ts'
import type { FactsWebDeps } from './deps.ts'
import { doing } from './doing-messages.ts'
import { evidenceFields, evidenceShape, faultsOf, keepPosted, stateOf } from './evidence-form.ts'
import { messages } from './messages.ts'
import { typeWords } from './parts.ts'
import { FactId, uploadBytesMax } from './shapes.ts'
import { readValue, typedOf, valueForm, valueShape } from './value-form.ts'
import { declaredPart, readWords } from './verify-page.ts'

const { form } = edge<Actor>()

const fields = z.strictObject({
  ...valueShape,
  ...evidenceShape,
  reason: z.string().max(5_000).optional(),
})

/** What was declared or verified, said again as it should be. */
export function correctRoute(deps: FactsWebDeps): Route<Actor> {
  return form({
    path: '/facts/{id}/correct',
    who: ['ega-officer', 'ict-officer', 'head'],
    at: z.object({ id: FactId }),
    fields,
    bodyMax: uploadBytesMax,
    start: async ({ actor }, { id }) => {
      const { fact } = await deps.facts.trail(actor, id)
      return typedOf(fact.type, fact.value)
    },
    show: async (visit, { id }, state) =>
      correctPage(deps, visit, await deps.facts.trail(visit.actor, id), state),
    submit: async (visit, { id }, typed) => {
      const { actor, say } = visit
      const trail = await deps.facts.trail(actor, id)
      if (trail.correcting !== 'may') return await correctPage(deps, visit, trail, none)
      const posted = await keepPosted(deps, visit, typed)
      const value = readValue(say, trail.fact.type, typed)
      const { note, faults } = readWords(say, 'reason', typed.reason)
      const wrong = [...posted.faults, ...('faults' in value ? value.faults : []), ...faults]
      const again = async (found: readonly Fault[]): Promise<Page> => ({
        ...(await correctPage(deps, visit, trail, stateOf(typed, posted, found))),
        status: 422,
        faulty: true,
      })
      if (wrong.length > 0 || !('value' in value)) return await again(wrong)
      try {
        const said = { fact: id, value: value.value, evidence: posted.sha256, reason: note }
        const made = await deps.facts.correct(actor, said)
        return { redirect: `/facts/${made.id}`, notice: doing['correct.done'] }
      } catch (error) {
        return await again(faultsOf(say, error))
      }
    },
  })
}

const none: FormState = { values: {}, faults: [] }

const why = {
  machine: 'correct.machine',
  'not-yours': 'correct.not-yours',
  done: 'correct.done.already',
} as const satisfies Record<Exclude<Correcting, 'may'>, keyof typeof doing>

async function correctPage(
  deps: FactsWebDeps,
  { actor, say }: { readonly actor: Actor; readonly say: Say },
  { fact, correcting }: Trail,
  state: FormState,
): Promise<Page> {
  const t = say.of(doing)
  const head = [
    back(`/facts/${fact.id}`, typeWords(say, fact.type)),
    h('h1', null, t('correct.title')),
  ]
  if (correcting !== 'may') {
    const content = [...head, notice('open', {}, h('p', null, t(why[correcting])))]
    return { title: t('correct.title'), content }
  }
  const common = { say, state }
  const label = say.of(messages)('evidence.field')
  return {
    title: t('correct.title'),
    content: [
      ...head,
      h('p', { class: 'lead' }, t('correct.lead')),
      await declaredPart(deps, { actor, say }, fact),
      formOf(
        {
          ...common,
          submit: t('correct.submit'),
          multipart: true,
          cancel: { href: `/facts/${fact.id}` },
        },
        ...valueForm(say, state, fact.type),
        area({
          ...common,
          name: 'reason',
          label: t('correct.reason'),
          hint: t('verify.note.hint'),
          rows: 3,
        }),
        await evidenceFields(deps, actor, { ...common, label, hint: t('correct.evidence.hint') }),
      ),
    ],
  }
}
