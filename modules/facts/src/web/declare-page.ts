import { edge, type Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import {
  actionLink,
  back,
  form as formOf,
  group,
  input,
  select,
  type Fault,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type ComponentChildren } from 'preact'
import { z } from 'zod'
import { listTypes } from '../contract.ts'
import type { FactsWebDeps, Named } from './deps.ts'
import { doing } from './doing-messages.ts'
import { evidenceFields, evidenceShape, faultsOf, keepPosted, stateOf } from './evidence-form.ts'
import { messages } from './messages.ts'
import { partsOf } from './names.ts'
import { factTabs, typeWords } from './parts.ts'
import { dayOf, filtered, line, momentOf, uploadBytesMax } from './shapes.ts'
import { readValue, valueForm, valueShape } from './value-form.ts'

const { form } = edge<Actor>()

const declarable = listTypes().filter((type) => type.declarable)
const codes = declarable.map(({ type }) => type) as [string, ...string[]]
const at = z.object({ type: filtered(z.enum(codes)), subject: filtered(line(300)) })
const dayTyped = z.iso.date()

const fields = z.strictObject({
  ...valueShape,
  ...evidenceShape,
  subject: z.string().max(300).optional(),
  observedOn: z.string().max(40).optional(),
})

interface Visited {
  readonly actor: Actor
  readonly say: Say
}

/** The institution says that something is so. */
export function declareRoute(deps: FactsWebDeps): Route<Actor> {
  return form({
    path: '/facts/declare',
    who: ['ict-officer', 'head'],
    at,
    fields,
    bodyMax: uploadBytesMax,
    start: async ({ now }, { subject }) => ({
      observedOn: dayOf(now),
      ...(subject !== undefined && { subject }),
    }),
    show: (visit, asked, state) => declarePage(deps, visit, asked, state),
    submit: async (visit, asked, typed) => {
      const { actor, say, now } = visit
      const posted = await keepPosted(deps, visit, typed)
      const again = async (faults: readonly Fault[]): Promise<Page> => ({
        ...(await declarePage(deps, visit, asked, stateOf(typed, posted, faults))),
        status: 422,
        faulty: true,
      })
      if (asked.type === undefined) return await again([])
      const draft = readDraft(say, { type: asked.type, institution: actor.institution, typed })
      const value = readValue(say, asked.type, typed)
      const faults = [...posted.faults, ...draft.faults, ...('faults' in value ? value.faults : [])]
      if (faults.length > 0 || !('value' in value)) return await again(faults)
      try {
        const { id } = await deps.facts.declare(actor, {
          subject: draft.subject,
          type: asked.type,
          value: value.value,
          observedAt: momentOf(draft.observedOn, now),
          evidence: posted.sha256,
        })
        return { redirect: `/facts/${id}`, notice: doing['declare.done'] }
      } catch (error) {
        return await again(faultsOf(say, error).map(toField))
      }
    },
  })
}

/** The use case names its own members. */
function toField({ field, text }: Fault): Fault {
  return { field: field === 'observedAt' ? 'observedOn' : field === 'value' ? '' : field, text }
}

function readDraft(
  say: Say,
  {
    type,
    institution,
    typed,
  }: { type: string; institution: string; typed: z.output<typeof fields> },
) {
  const t = say.of(messages)
  const faults: Fault[] = []
  const observedOn = typed.observedOn?.trim() ?? ''
  if (!dayTyped.safeParse(observedOn).success)
    faults.push({ field: 'observedOn', text: t(observedOn === '' ? 'fault.missing' : 'fault.day') })
  else if (observedOn < '2000-01-01') faults.push({ field: 'observedOn', text: t('fault.year') })
  const about = declarable.find((one) => one.type === type)?.subject ?? ''
  const id = about === 'institution' ? institution : (typed.subject?.trim() ?? '')
  // What the institution does not owe is not in the list; a subject of another's door the use case refuses.
  if (id === '' || (about === 'obligation' && partsOf(id).institution !== institution))
    faults.push({ field: 'subject', text: t('fault.choose') })
  return { subject: { type: about, id }, observedOn, faults }
}

async function declarePage(
  deps: FactsWebDeps,
  { actor, say }: Visited,
  { type }: z.output<typeof at>,
  state: FormState,
): Promise<Page> {
  const t = say.of(doing)
  const head = [h('h1', null, t('declare.title')), h('p', { class: 'lead' }, t('declare.lead'))]
  if (type === undefined) {
    return {
      title: t('declare.title'),
      content: [...head, factTabs(say, actor, 'declare'), chooseType(say)],
    }
  }
  const about = declarable.find((one) => one.type === type)?.subject
  const owed = about === 'obligation' ? await deps.owedBy(actor.institution) : []
  return {
    title: t('declare.title'),
    content: [
      back('/facts/declare', t('declare.other')),
      ...head,
      h('h2', null, typeWords(say, type)),
      about === 'obligation' && owed.length === 0
        ? h(
            'div',
            { class: 'empty' },
            h('p', null, t('declare.obligation.empty')),
            actionLink('/owed', t('declare.owed')),
          )
        : await declareForm(deps, { actor, say }, { type, state, owed }),
    ],
  }
}

function chooseType(say: Say): ComponentChildren {
  const t = say.of(doing)
  return [
    h('h2', null, t('declare.which')),
    h(
      'ul',
      { class: 'ways' },
      ...declarable.map(({ type }) =>
        h(
          'li',
          null,
          h('a', { href: `/facts/declare?type=${type}` }, typeWords(say, type)),
          isExplained(type) ? h('p', { class: 'soft' }, t(`declare.${type}`)) : null,
        ),
      ),
    ),
  ]
}

function isExplained(type: string): type is 'bus.joined' | 'obligation.evidence' {
  return `declare.${type}` in doing
}

async function declareForm(
  deps: FactsWebDeps,
  { actor, say }: Visited,
  { type, state, owed }: { type: string; state: FormState; owed: readonly Named[] },
): Promise<ComponentChildren> {
  const t = say.of(doing)
  const m = say.of(messages)
  const common = { say, state }
  const evidence = { ...common, label: m('evidence.field'), hint: m('evidence.hint') }
  return formOf(
    { ...common, submit: t('declare.submit'), multipart: true, cancel: { href: '/facts/declare' } },
    owed.length === 0
      ? null
      : select({
          ...common,
          name: 'subject',
          label: t('declare.obligation'),
          none: t('declare.obligation.none'),
          choices: owed.map(({ id, name }) => ({ value: id, label: say.text(name) })),
        }),
    ...valueForm(say, state, type),
    input({
      ...common,
      name: 'observedOn',
      label: t('declare.on'),
      hint: t('declare.on.hint'),
      type: 'date',
    }),
    group(m('evidence.title'), await evidenceFields(deps, actor, evidence)),
  )
}
