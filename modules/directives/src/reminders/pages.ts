import { h, type ComponentChildren } from 'preact'
import {
  back,
  facts,
  filters,
  notice,
  pager,
  section,
  select,
  table,
  tag,
  type Column,
  type Page,
  type Say,
} from '@mtandao/ui'
import { owedHref, quarterWords, resultHref } from '../parts.ts'
import { messages } from './messages.ts'
import type { ToBeSaid } from './preview.ts'
import type { SaidDay } from './reminder-store.ts'
import { addDays, audiences, type Step } from './schedule.ts'
import { writeAfter, type RemindersAsked, type RemindersSeen } from './see-reminders.ts'

interface Reader {
  readonly say: Say
  readonly asked: RemindersAsked
  /** Sees every institution. */
  readonly ofCountry: boolean
  /** The institution whose obligations the reader opens as their own. */
  readonly own: string | undefined
  readonly mayAppoint: boolean
}

/** What was said to whom, and what comes next. */
export function remindersPage(reader: Reader, seen: RemindersSeen): Page {
  const { say, asked, ofCountry } = reader
  const t = say.of(messages)
  const { institution } = seen
  const isOther = ofCountry && asked.institution !== undefined
  return {
    title: t('title'),
    content: [
      isOther ? back('/reminders', t('all.country')) : null,
      h('h1', null, t('title')),
      h('p', { class: 'lead' }, t('lead')),
      institution === undefined
        ? null
        : h('p', null, t('lead.of', { name: plainName(say, seen, institution) })),
      seen.goOut ? null : notice('open', {}, h('p', null, t('mute'))),
      ...seen.unheard.map((audience) =>
        notice(
          'bad',
          {},
          h('p', null, t(audience === 'head' ? 'unheard.head' : 'unheard.officers')),
          reader.mayAppoint ? h('p', null, h('a', { href: '/people' }, t('unheard.do'))) : null,
        ),
      ),
      seen.coming === undefined ? null : comingPart(reader, seen, seen.coming),
      saidPart(reader, seen),
      settingsPart(say, seen),
    ],
  }
}

interface Line {
  readonly obligation: string
  readonly period: string | null
  readonly dueOn: string
  readonly step: Step
}

function comingPart(reader: Reader, seen: RemindersSeen, coming: readonly ToBeSaid[]) {
  const { say } = reader
  const t = say.of(messages)
  const institution = seen.institution ?? ''
  return section(
    'coming',
    t('coming.title'),
    h('p', { class: 'soft' }, t('coming.lead')),
    table<ToBeSaid>({
      caption: t('coming.caption'),
      unseenCaption: true,
      columns: [
        { label: t('column.day'), cell: ({ day }) => dayOf(say, day) },
        { label: t('column.to'), cell: ({ audience }) => t(`audience.${audience}`) },
        {
          label: t('column.what'),
          cell: ({ sayings }) =>
            linesOf(reader, seen, {
              institution,
              count: sayings.length,
              lines: sayings.slice(0, 6).map(({ item, step }) => ({ ...item, step })),
            }),
        },
      ],
      rows: coming,
      empty: h('p', null, t('coming.empty')),
    }),
  )
}

function saidPart(reader: Reader, seen: RemindersSeen) {
  const { say, asked, ofCountry } = reader
  const t = say.of(messages)
  const who: Column<SaidDay> = {
    label: t('column.institution'),
    cell: ({ institution }) =>
      h(
        'a',
        { href: `/reminders?institution=${encodeURIComponent(institution)}` },
        nameOf(say, seen, institution),
      ),
  }
  return section(
    'said',
    t('said.title'),
    audienceFilter(reader),
    table<SaidDay>({
      caption: t('said.caption'),
      unseenCaption: true,
      columns: [
        { label: t('column.day'), cell: ({ day }) => dayOf(say, day) },
        ...(ofCountry && asked.institution === undefined ? [who] : []),
        {
          label: t('column.to'),
          cell: ({ audience, people, mailed }) => [
            t(`audience.${audience}`),
            h('small', { class: 'block soft' }, t(mailed ? 'mailed' : 'portal', { count: people })),
          ],
        },
        {
          label: t('column.what'),
          cell: ({ institution, count, items }) =>
            linesOf(reader, seen, {
              institution,
              count,
              lines: items.map((item) => ({ ...item, period: item.period || null })),
            }),
        },
      ],
      rows: seen.said,
      empty: h('p', null, t('said.empty')),
    }),
    pager(say, {
      next: seen.next && addressOf({ ...asked, after: seen.next }),
      first: asked.after && addressOf({ ...asked, after: undefined }),
    }),
  )
}

function audienceFilter({ say, asked }: Reader): ComponentChildren {
  const t = say.of(messages)
  const state = { values: { audience: asked.audience ?? '' }, faults: [] }
  return filters(
    { action: '/reminders', submit: t('filter.submit') },
    asked.institution === undefined
      ? null
      : h('input', { type: 'hidden', name: 'institution', value: asked.institution }),
    select({
      say,
      state,
      name: 'audience',
      filter: true,
      label: t('filter.audience'),
      none: t('filter.any'),
      choices: audiences.map((value) => ({ value, label: t(`audience.${value}`) })),
    }),
  )
}

/** How many, and behind that which: the first few. */
function linesOf(
  { say, own }: Reader,
  { titles }: RemindersSeen,
  about: { readonly institution: string; readonly count: number; readonly lines: readonly Line[] },
): ComponentChildren {
  const t = say.of(messages)
  const { institution, count, lines } = about
  const more = count - lines.length
  const hrefOf = (line: Line) =>
    institution === own ? owedHref(line) : resultHref({ ...line, institution })
  const shown = ({ step, ...line }: Line) => {
    const title = titles.get(line.obligation)
    return h(
      'li',
      null,
      h(
        'a',
        { href: hrefOf({ step, ...line }) },
        title ? say.text(title) : say.data(line.obligation),
      ),
      line.period === null ? null : [' · ', quarterWords(say, line.period)],
      ' · ',
      // A day is late from the day after it.
      t(`step.${step}`, {
        day: plainDay(say, step === 'before' ? line.dueOn : addDays(line.dueOn, 1)),
      }),
    )
  }
  return h(
    'details',
    { open: count === 1 },
    h('summary', null, t('count', { count })),
    h('ul', null, ...lines.map(shown), more > 0 ? h('li', null, t('more', { count: more })) : null),
  )
}

function settingsPart(say: Say, { settings }: RemindersSeen) {
  const t = say.of(messages)
  const { beforeDays, afterDays, everyDays } = settings.settings
  const sources = [...new Set(settings.rows.map(({ citation }) => citation))]
  const isOpen = settings.rows.some(({ verified }) => !verified)
  return section(
    'settings',
    t('settings.title'),
    facts([
      [t('settings.before'), t('settings.before.value', { days: beforeDays.join(', ') })],
      [
        t('settings.late'),
        audiences.map((audience) =>
          h(
            'p',
            null,
            t('settings.late.value', {
              who: messages[`audience.${audience}`][say.htmlLang],
              after: afterDays[audience],
              every: everyDays[audience],
            }),
          ),
        ),
      ],
      [
        t('settings.hour'),
        t('settings.hour.value', { hour: `${String(settings.hour).padStart(2, '0')}:00` }),
      ],
      [
        t('settings.source'),
        [say.data(sources.join('; ')), ' ', isOpen ? tag('open', t('settings.unverified')) : null],
      ],
    ]),
    h('p', { class: 'soft' }, t('settings.fallback')),
  )
}

function dayOf(say: Say, day: string) {
  return h('time', { dateTime: day }, say.date(day))
}

/** A day within a sentence that is marked as a whole. */
function plainDay(say: Say, day: string): string {
  return say.date(day).replaceAll(/[⟦⟧]/g, '')
}

function nameOf(say: Say, { names }: RemindersSeen, institution: string): string {
  const name = names.get(institution)
  return name ? say.text(name) : say.data(institution)
}

function plainName(say: Say, seen: RemindersSeen, institution: string): string {
  return nameOf(say, seen, institution).replaceAll(/[⟦⟧]/g, '')
}

function addressOf({ institution, audience, after }: RemindersAsked): string {
  const asked = new URLSearchParams()
  if (institution !== undefined) asked.set('institution', institution)
  if (audience !== undefined) asked.set('audience', audience)
  if (after !== undefined) asked.set('after', writeAfter(after))
  const query = asked.toString()
  return query === '' ? '/reminders' : `/reminders?${query}`
}
