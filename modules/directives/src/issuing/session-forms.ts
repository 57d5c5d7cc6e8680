import { area, input, tick, type Say } from '@mtandao/ui'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { dayAt } from '../quarter.ts'
import { day, line, orNothing, words } from '../shapes.ts'
import { acceptResolution } from './accept-resolution.ts'
import { addResolution } from './add-resolution.ts'
import { addTopic } from './add-topic.ts'
import { citationField, formPage, officeFields } from './form-page.ts'
import { form, nowhere, officers, byId, sessionHref } from './common.ts'
import { aNumber, someNumber, ticked } from './form-fields.ts'
import { messages } from './messages.ts'
import { openSession } from './open-session.ts'
import { readResolution } from './read-resolution.ts'
import { readSession } from './read-session.ts'
import { writingMessages } from './writing-messages.ts'

/** Sessions, and what comes of them up to the day an office-holder accepts it. */
export function sessionForms(deps: DirectivesDeps) {
  return [openForm(deps), topicForm(deps), resolutionForm(deps), acceptForm(deps)]
}

const presenterLine = /^(.*?)(?:,\s*([^,]{1,60}))?$/

/** `Wizara ya Maji, MoW`, one a line. */
const presenters = z
  .string()
  .max(50_000)
  .transform((text) =>
    text
      .split('\n')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map((one) => {
        const [, name = '', acronym = ''] = presenterLine.exec(one) ?? []
        return { name, acronym }
      }),
  )
  .pipe(
    z
      .array(z.strictObject({ name: line(300), acronym: z.union([z.literal(''), line(60)]) }))
      .max(200),
  )

function openForm(deps: DirectivesDeps) {
  return form({
    path: '/admin/directives/sessions/new',
    who: officers,
    at: nowhere,
    fields: z.strictObject({
      number: aNumber(1_000),
      nameSw: line(300),
      nameEn: line(300),
      from: day,
      to: day,
      placeSw: line(300),
      placeEn: line(300),
      participants: someNumber(1_000_000),
      topics: someNumber(1_000),
      pillars: someNumber(1_000),
      presenters,
      citation: line(1_000),
    }),
    show: async ({ say }, _, state) => {
      const t = say.of(writingMessages)
      const common = { say, state }
      const count = (name: 'participants' | 'topics' | 'pillars') =>
        input({
          ...common,
          name,
          label: t(`open.${name}`),
          inputmode: 'numeric',
          size: 8,
          optional: true,
        })
      return formPage(
        common,
        { title: 'open.title', lead: 'open.lead', from: listBack(say) },
        input({
          ...common,
          name: 'number',
          label: t('open.number'),
          inputmode: 'numeric',
          size: 4,
        }),
        input({ ...common, name: 'nameSw', label: t('open.nameSw'), lang: 'sw' }),
        input({ ...common, name: 'nameEn', label: t('open.nameEn'), lang: 'en' }),
        input({ ...common, name: 'from', label: t('open.from'), type: 'date' }),
        input({ ...common, name: 'to', label: t('open.to'), type: 'date' }),
        input({ ...common, name: 'placeSw', label: t('open.placeSw'), lang: 'sw' }),
        input({ ...common, name: 'placeEn', label: t('open.placeEn'), lang: 'en' }),
        count('participants'),
        count('topics'),
        count('pillars'),
        area({
          ...common,
          name: 'presenters',
          label: t('open.presenters'),
          hint: t('open.presenters.hint'),
          optional: true,
        }),
        citationField(common),
      )
    },
    submit: async ({ actor }, _, { nameSw, nameEn, placeSw, placeEn, ...rest }) => {
      const name = { sw: nameSw, en: nameEn }
      const place = { sw: placeSw, en: placeEn }
      const id = await openSession(deps, actor, { ...rest, name, place })
      return { redirect: sessionHref(id), notice: writingMessages['open.done'] }
    },
  })
}

function listBack(say: Say) {
  return { href: '/directives', label: say.of(messages)('list.back') }
}

const pillarFault = writingMessages['topic.pillar.both']

function topicForm(deps: DirectivesDeps) {
  return form({
    path: '/admin/directives/sessions/{id}/topics/new',
    who: officers,
    at: byId,
    fields: z
      .strictObject({
        number: aNumber(1_000),
        titleSw: line(500),
        titleEn: line(500),
        presenter: orNothing(line(300)),
        pillarSw: orNothing(line(300)),
        pillarEn: orNothing(line(300)),
        citation: line(1_000),
      })
      .refine(({ pillarSw, pillarEn }) => (pillarSw === null) === (pillarEn === null), {
        path: ['pillarSw'],
        params: { text: pillarFault },
      }),
    start: async ({ actor }, { id }) => {
      const { session, topics } = await readSession(deps, actor, id)
      return { number: String((topics.at(-1)?.number ?? 0) + 1), citation: session.citation }
    },
    show: async ({ actor, say }, { id }, state) => {
      const t = say.of(writingMessages)
      const common = { say, state }
      const { session } = await readSession(deps, actor, id)
      return formPage(
        common,
        { title: 'topic.add', from: { href: sessionHref(id), label: say.text(session.name) } },
        input({
          ...common,
          name: 'number',
          label: t('topic.number'),
          inputmode: 'numeric',
          size: 4,
        }),
        input({ ...common, name: 'titleSw', label: t('field.titleSw'), lang: 'sw' }),
        input({ ...common, name: 'titleEn', label: t('field.titleEn'), lang: 'en' }),
        input({ ...common, name: 'presenter', label: t('topic.presenter'), optional: true }),
        input({
          ...common,
          name: 'pillarSw',
          label: t('topic.pillarSw'),
          lang: 'sw',
          optional: true,
        }),
        input({
          ...common,
          name: 'pillarEn',
          label: t('topic.pillarEn'),
          lang: 'en',
          optional: true,
        }),
        citationField(common),
      )
    },
    submit: async ({ actor }, { id }, { titleSw, titleEn, pillarSw, pillarEn, ...rest }) => {
      await addTopic(deps, actor, {
        ...rest,
        session: id,
        title: { sw: titleSw, en: titleEn },
        pillar: pillarSw !== null && pillarEn !== null ? { sw: pillarSw, en: pillarEn } : null,
      })
      return { redirect: `${sessionHref(id)}#topics`, notice: writingMessages['topic.done'] }
    },
  })
}

function resolutionForm(deps: DirectivesDeps) {
  return form({
    path: '/admin/directives/sessions/{id}/resolutions/new',
    who: officers,
    at: byId,
    fields: z.strictObject({
      number: aNumber(1_000),
      titleSw: line(500),
      titleEn: line(500),
      sentence: words(2_000),
      reconstructed: ticked,
      citation: line(1_000),
    }),
    start: async ({ actor }, { id }) => {
      const { session, resolutions } = await readSession(deps, actor, id)
      return { number: String((resolutions.at(-1)?.number ?? 0) + 1), citation: session.citation }
    },
    show: async ({ actor, say }, { id }, state) => {
      const t = say.of(writingMessages)
      const common = { say, state }
      const { session } = await readSession(deps, actor, id)
      return formPage(
        common,
        { title: 'resolution.add', from: { href: sessionHref(id), label: say.text(session.name) } },
        input({
          ...common,
          name: 'number',
          label: t('resolution.number'),
          inputmode: 'numeric',
          size: 4,
        }),
        input({ ...common, name: 'titleSw', label: t('field.titleSw'), lang: 'sw' }),
        input({ ...common, name: 'titleEn', label: t('field.titleEn'), lang: 'en' }),
        area({
          ...common,
          name: 'sentence',
          label: t('resolution.sentence'),
          hint: t('resolution.sentence.hint'),
        }),
        tick({ ...common, name: 'reconstructed', label: t('resolution.reconstructed') }),
        citationField(common),
      )
    },
    submit: async ({ actor }, { id }, { titleSw, titleEn, ...rest }) => {
      const title = { sw: titleSw, en: titleEn }
      await addResolution(deps, actor, { ...rest, session: id, title })
      return {
        redirect: `${sessionHref(id)}#resolutions`,
        notice: writingMessages['resolution.done'],
      }
    },
  })
}

function acceptForm(deps: DirectivesDeps) {
  return form({
    path: '/admin/directives/resolutions/{id}/accept',
    who: officers,
    at: byId,
    fields: z.strictObject({
      officeSw: line(300),
      officeEn: line(300),
      holder: line(200),
      on: day,
      textSw: words(10_000),
      textEn: words(10_000),
      amended: ticked,
      citation: line(1_000),
    }),
    start: async ({ actor, now }, { id }) => {
      const { sentence, title, citation } = await readResolution(deps, actor, id)
      return { on: dayAt(now.getTime()), textSw: sentence, textEn: title.en, citation }
    },
    show: async ({ actor, say }, { id }, state) => {
      const t = say.of(writingMessages)
      const common = { say, state }
      const { session, title } = await readResolution(deps, actor, id)
      const from = { href: `${sessionHref(session)}#resolutions`, label: say.text(title) }
      return formPage(
        common,
        { title: 'accept.title', lead: 'accept.lead', from },
        ...officeFields(common),
        input({ ...common, name: 'on', label: t('accept.on'), type: 'date' }),
        area({ ...common, name: 'textSw', label: t('accept.textSw'), rows: 6 }),
        area({ ...common, name: 'textEn', label: t('accept.textEn'), rows: 6 }),
        tick({ ...common, name: 'amended', label: t('accept.amended') }),
        citationField(common),
      )
    },
    submit: async ({ actor }, { id }, { officeSw, officeEn, textSw, textEn, ...rest }) => {
      const office = { sw: officeSw, en: officeEn }
      const text = { sw: textSw, en: textEn }
      const { session } = await readResolution(deps, actor, id)
      const accepted = { ...rest, resolution: id, office, text }
      await acceptResolution(deps, actor, accepted)
      return {
        redirect: `${sessionHref(session)}#resolutions`,
        notice: writingMessages['accept.done'],
      }
    },
  })
}
