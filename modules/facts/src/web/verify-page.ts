import { edge, type Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import {
  area,
  back,
  choiceGroup,
  facts,
  form as formOf,
  group,
  moment,
  notice,
  section,
  type Fault,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import type { Trail, TrailStep } from '../trail.ts'
import type { FactsWebDeps } from './deps.ts'
import { doing } from './doing-messages.ts'
import { evidenceFields, evidenceShape, faultsOf, keepPosted, stateOf } from './evidence-form.ts'
import { messages } from './messages.ts'
import { namesOf } from './names.ts'
import { evidenceWords, institutionLink, subjectLink, typeWords, valuePairs } from './parts.ts'
import { FactId, uploadBytesMax, wordsMax } from './shapes.ts'
import { readValue, saysTheSame, valueForm, valueShape } from './value-form.ts'

const { form } = edge<Actor>()

const fields = z.strictObject({
  ...valueShape,
  ...evidenceShape,
  agree: z.string().max(10).optional(),
  note: z.string().max(5_000).optional(),
})
type Typed = z.output<typeof fields>

interface Visited {
  readonly actor: Actor
  readonly say: Say
}

/** Somebody of another institution, or e-GA, says what they found. */
export function verifyRoute(deps: FactsWebDeps): Route<Actor> {
  return form({
    path: '/facts/{id}/verify',
    who: ['ega-officer', 'ict-officer', 'head'],
    at: z.object({ id: FactId }),
    fields,
    bodyMax: uploadBytesMax,
    show: async (visit, { id }, state) =>
      verifyPage(deps, visit, await deps.facts.trail(visit.actor, id), state),
    submit: async (visit, { id }, typed) => {
      const { actor, say } = visit
      const trail = await deps.facts.trail(actor, id)
      // Whoever may not is told so without keeping a file of theirs.
      if (trail.verifying !== 'may') return await verifyPage(deps, visit, trail, none)
      const posted = await keepPosted(deps, visit, typed)
      const found = readFound(say, trail.fact, typed)
      const faults = [...posted.faults, ...found.faults]
      const again = async (wrong: readonly Fault[]): Promise<Page> => ({
        ...(await verifyPage(deps, visit, trail, stateOf(typed, posted, wrong))),
        status: 422,
        faulty: true,
      })
      if (faults.length > 0) return await again(faults)
      try {
        const made = await deps.facts.verify(actor, {
          fact: id,
          ...('value' in found && { value: found.value }),
          evidence: posted.sha256,
          note: found.note,
        })
        return { redirect: `/facts/${made.id}`, notice: doing['verify.done'] }
      } catch (error) {
        return await again(faultsOf(say, error))
      }
    },
  })
}

const none: FormState = { values: {}, faults: [] }

interface Found {
  readonly note: string
  /** Left out: it is as declared. */
  readonly value?: unknown
  readonly faults: readonly Fault[]
}

function readFound(say: Say, fact: TrailStep, typed: Typed): Found {
  const t = say.of(messages)
  const noted = readWords(say, 'note', typed.note)
  if (typed.agree === 'yes') return noted
  if (typed.agree !== 'no') {
    return { ...noted, faults: [{ field: 'agree', text: t('fault.choose') }, ...noted.faults] }
  }
  const read = readValue(say, fact.type, typed)
  if ('faults' in read) return { ...noted, faults: [...read.faults, ...noted.faults] }
  if (saysTheSame(fact.type, read.value, fact.value)) {
    return { ...noted, faults: [{ field: 'agree', text: t('fault.same') }, ...noted.faults] }
  }
  return { ...noted, value: read.value }
}

export function readWords(
  say: Say,
  field: string,
  typed: string | undefined,
): { readonly note: string; readonly faults: readonly Fault[] } {
  const t = say.of(messages)
  const note = typed?.trim() ?? ''
  if (note === '') return { note, faults: [{ field, text: t('fault.missing') }] }
  if (note.length > wordsMax)
    return { note, faults: [{ field, text: t('fault.long', { count: wordsMax }) }] }
  return { note, faults: [] }
}

async function verifyPage(
  deps: FactsWebDeps,
  { actor, say }: Visited,
  trail: Trail,
  state: FormState,
): Promise<Page> {
  const t = say.of(doing)
  const m = say.of(messages)
  const { fact, verifying } = trail
  const head = [
    back(`/facts/${fact.id}`, typeWords(say, fact.type)),
    h('h1', null, t('verify.title')),
  ]
  if (verifying !== 'may') {
    const content = [...head, notice('open', {}, h('p', null, t(`hindrance.${verifying}`)))]
    return { title: t('verify.title'), content }
  }
  const common = { say, state }
  const evidence = { ...common, label: t('verify.evidence'), hint: m('evidence.hint') }
  return {
    title: t('verify.title'),
    content: [
      ...head,
      h('p', { class: 'lead' }, t('verify.lead')),
      await declaredPart(deps, { actor, say }, fact),
      formOf(
        {
          ...common,
          submit: t('verify.submit'),
          multipart: true,
          cancel: { href: `/facts/${fact.id}` },
        },
        choiceGroup({
          ...common,
          name: 'agree',
          label: t('verify.agree'),
          choices: [
            { value: 'yes', label: t('verify.agree.yes') },
            { value: 'no', label: t('verify.agree.no') },
          ],
        }),
        group(t('verify.found'), ...valueForm(say, state, fact.type)),
        area({
          ...common,
          name: 'note',
          label: t('verify.note'),
          hint: t('verify.note.hint'),
          rows: 3,
        }),
        await evidenceFields(deps, actor, evidence),
      ),
    ],
  }
}

/** What was said, in words, with its file: read before judging. */
export async function declaredPart(
  deps: FactsWebDeps,
  { actor, say }: Visited,
  fact: TrailStep,
): Promise<JSX.Element> {
  const [names, kept] = await Promise.all([
    namesOf(deps, [fact]),
    fact.evidence === null ? undefined : deps.facts.findEvidence(actor, fact.evidence),
  ])
  const t = say.of(messages)
  return section(
    'declared',
    say.of(doing)('verify.declared'),
    facts([
      [t('fact.type'), typeWords(say, fact.type)],
      [t('fact.about'), subjectLink(say, names, fact)],
      ...valuePairs(say, fact),
      [t('fact.observed'), moment(say, fact.observedAt)],
      [
        t('fact.by'),
        fact.byInstitution === null ? null : institutionLink(say, names, fact.byInstitution),
      ],
      [t('evidence.title'), evidenceWords(say, fact.evidence, kept)],
    ]),
  )
}
