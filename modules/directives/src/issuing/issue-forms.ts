import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { group, input, type FormState, type Say } from '@mtandao/ui'
import type { JSX } from 'preact'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { directiveHref } from '../parts.ts'
import { dayAt } from '../quarter.ts'
import { day, line, orNothing } from '../shapes.ts'
import { addObligation, tryObligation } from './add-obligation.ts'
import { form, nowhere, officers, on, byId, sessionHref } from './common.ts'
import { besideFields } from './form-fields.ts'
import { citationField, formPage, officeFields } from './form-page.ts'
import { issueDirective, tryDirective } from './issue-directive.ts'
import { lookPage } from './look-part.ts'
import { messages } from './messages.ts'
import {
  allInstitutions,
  draftFields,
  draftOf,
  emptyDraft,
  obligationFields,
  obligationGroups,
  typedOf,
} from './obligation-fields.ts'
import { previewAddressees } from './preview-addressees.ts'
import { readDirective } from './read-directive.ts'
import { readResolution } from './read-resolution.ts'
import { writingMessages } from './writing-messages.ts'

/** Forms that end in somebody owing: each shows whom it hits before it does anything. */
export function issueForms(deps: DirectivesDeps) {
  return [issueForm(deps), issueAloneForm(deps), addForm(deps)]
}

interface Common {
  readonly say: Say
  readonly state: FormState
}

const issueFields = z.strictObject({
  nameSw: line(500),
  nameEn: line(500),
  officeSw: line(300),
  officeEn: line(300),
  holder: orNothing(line(200)),
  issuedOn: day,
  effectiveOn: day,
  citation: line(2_000),
  ...obligationFields,
})
type IssueFields = z.output<typeof issueFields>

function directiveGroup(common: Common): JSX.Element {
  const t = common.say.of(writingMessages)
  return group(
    t('issue.directive'),
    input({ ...common, name: 'nameSw', label: t('issue.nameSw'), lang: 'sw' }),
    input({ ...common, name: 'nameEn', label: t('issue.nameEn'), lang: 'en' }),
    ...officeFields(common, true),
    input({ ...common, name: 'issuedOn', label: t('issue.issuedOn'), type: 'date' }),
    input({ ...common, name: 'effectiveOn', label: t('issue.effectiveOn'), type: 'date' }),
    citationField(common),
  )
}

function issueForm(deps: DirectivesDeps) {
  return form({
    path: '/admin/directives/resolutions/{id}/issue',
    who: officers,
    at: byId,
    bodyMax: 256 * 1024,
    fields: issueFields,
    start: async ({ actor, now }, { id }) => {
      const { title, acceptance, citation } = await readResolution(deps, actor, id)
      const today = dayAt(now.getTime())
      return {
        ...emptyDraft,
        nameSw: title.sw,
        nameEn: title.en,
        officeSw: acceptance?.office.sw ?? '',
        officeEn: acceptance?.office.en ?? '',
        holder: acceptance?.holder ?? '',
        issuedOn: acceptance?.on ?? today,
        effectiveOn: acceptance?.on ?? today,
        citation: acceptance?.citation ?? citation,
        dueDay: acceptance?.on ?? today,
        obligationCitation: acceptance?.citation ?? citation,
      }
    },
    show: async ({ actor, say }, { id }, state) => {
      const { session, title } = await readResolution(deps, actor, id)
      const from = { href: `${sessionHref(session)}#resolutions`, label: say.text(title) }
      return issuePage({ say, state }, from, 'issue.title')
    },
    submit: async (visit, { id }, fields) => {
      const { session, title } = await readResolution(deps, visit.actor, id)
      const from = {
        href: `${sessionHref(session)}#resolutions`,
        label: visit.say.text(title),
      }
      return await issueStep(deps, visit, { fields, resolution: id, from })
    },
  })
}

function issueAloneForm(deps: DirectivesDeps) {
  const fromList = (say: Say) => ({ href: '/directives', label: say.of(messages)('list.back') })
  return form({
    path: '/admin/directives/issue',
    who: officers,
    at: nowhere,
    bodyMax: 256 * 1024,
    fields: issueFields,
    start: async ({ now }) => {
      const today = dayAt(now.getTime())
      return { ...emptyDraft, issuedOn: today, effectiveOn: today, dueDay: today }
    },
    show: async ({ say }, _, state) => issuePage({ say, state }, fromList(say), 'issue.alone'),
    submit: async (visit, _, fields) =>
      await issueStep(deps, visit, { fields, resolution: null, from: fromList(visit.say) }),
  })
}

interface From {
  readonly href: string
  readonly label: string
}

function issuePage(common: Common, from: From, title: 'issue.title' | 'issue.alone') {
  return formPage(
    common,
    { title, lead: 'issue.lead', submit: 'draft.look', from },
    directiveGroup(common),
    ...obligationGroups(common),
  )
}

interface Visited {
  readonly actor: Actor
  readonly say: Say
}

async function issueStep(
  deps: DirectivesDeps,
  { actor, say }: Visited,
  given: { readonly fields: IssueFields; readonly resolution: string | null; readonly from: From },
) {
  const { fields, resolution, from } = given
  const values = typedOf(fields)
  if (fields.step === 'change') {
    const title = resolution === null ? 'issue.alone' : 'issue.title'
    return issuePage({ say, state: { values, faults: [] } }, from, title)
  }
  const draft = draftOf(fields, await institutionsFor(deps, actor))
  const directive = {
    resolution,
    title: { sw: fields.nameSw, en: fields.nameEn },
    office: { sw: fields.officeSw, en: fields.officeEn },
    holder: fields.holder,
    issuedOn: fields.issuedOn,
    effectiveOn: fields.effectiveOn,
    // A day by which the first obligation is due is the day the directive gives.
    dueOn: draft.due.type === 'on' ? draft.due.day : null,
    citation: fields.citation,
    obligations: [draft],
  }
  const misplaced = besideFields({ ...draftFields, title: 'nameSw', dueOn: 'dueDay' })
  if (fields.step === 'look') {
    await tryDirective(deps, actor, directive).catch(misplaced)
    const seen = await previewAddressees(deps, actor, draft)
    const t = say.of(writingMessages)
    const about: [string, JSX.Element | string | null][] = [
      [t('issue.directive'), say.text(directive.title)],
      [t('look.office'), say.text(directive.office)],
      [t('office.holder'), directive.holder === null ? null : say.data(directive.holder)],
      [t('issue.issuedOn'), on(say, directive.issuedOn)],
      [t('issue.effectiveOn'), on(say, directive.effectiveOn)],
      [t('field.citation'), say.data(directive.citation)],
    ]
    return lookPage(say, { draft, seen, values, submit: 'look.issue', about })
  }
  const id = await issueDirective(deps, actor, directive).catch(misplaced)
  return { redirect: directiveHref(id), notice: writingMessages['issue.done'] }
}

async function institutionsFor({ register, database }: DirectivesDeps, actor: Actor) {
  return await database.within(scopeOf(actor)).transact((db) => allInstitutions(register, db))
}

function addForm(deps: DirectivesDeps) {
  const show = async ({ actor, say }: Visited, id: string, state: FormState) => {
    const { directive } = await readDirective(deps, actor, id)
    const common = { say, state }
    const from = { href: directiveHref(id), label: say.text(directive.title) }
    return formPage(
      common,
      { title: 'add.title', lead: 'add.lead', submit: 'draft.look', from },
      ...obligationGroups(common),
    )
  }
  return form({
    path: '/admin/directives/{id}/obligations/new',
    who: officers,
    at: byId,
    bodyMax: 256 * 1024,
    fields: z.strictObject(obligationFields),
    start: async ({ actor, now }, { id }) => {
      const { issuances } = await readDirective(deps, actor, id)
      const citation = issuances.at(-1)?.citation ?? ''
      return { ...emptyDraft, dueDay: dayAt(now.getTime()), obligationCitation: citation }
    },
    show: async (visit, { id }, state) => await show(visit, id, state),
    submit: async (visit, { id }, fields) => {
      const { actor, say } = visit
      const values = typedOf(fields)
      if (fields.step === 'change') return await show(visit, id, { values, faults: [] })
      const draft = draftOf(fields, await institutionsFor(deps, actor))
      const misplaced = besideFields(draftFields)
      if (fields.step === 'look') {
        await tryObligation(deps, actor, { directive: id, ...draft }).catch(misplaced)
        const { directive } = await readDirective(deps, actor, id)
        const seen = await previewAddressees(deps, actor, draft)
        const name = say.of(writingMessages)('issue.directive')
        const about = [[name, say.text(directive.title)]] as const
        return lookPage(say, { draft, seen, values, submit: 'look.add', about })
      }
      await addObligation(deps, actor, { directive: id, ...draft }).catch(misplaced)
      return { redirect: directiveHref(id), notice: writingMessages['add.done'] }
    },
  })
}
