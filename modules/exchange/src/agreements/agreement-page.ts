import { h, type JSX } from 'preact'
import { edge, type PageRoute, type Visit } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { back, code, facts, notice, section, table, tabs, type Page, type Say } from '@mtandao/ui'
import { z } from 'zod'
import { actionsPart } from './actions-part.ts'
import { contentFacts, differencePart } from './content-part.ts'
import type { AgreementDeps } from './deps.ts'
import { commentsPart } from './comments-part.ts'
import { messages } from './messages.ts'
import { namesFor, type Names } from './names.ts'
import { pathPart, standingNotices } from './path-part.ts'
import { readAgreement, type AgreementView, type VersionView } from './read-agreement.ts'
import { agreementId } from './shapes.ts'
import { roleWord, stateTag, stepWord, versionWord } from './words.ts'

const { page } = edge<Actor>()

/** `/agreements/{id}`: where it stands, who is awaited, what is agreed, and what this person may do. */
export function agreementRoute(deps: AgreementDeps): PageRoute<Actor> {
  return page({
    path: '/agreements/{id}',
    who: 'signed-in',
    at: z.object({
      id: agreementId,
      version: z.coerce.number().int().min(1).optional().catch(undefined),
    }),
    show: async (visit, at) => {
      const view = await readAgreement(deps, visit.actor, at.id)
      const names = await namesFor(deps, view)
      return agreementPage(visit, view, names, at.version)
    },
  })
}

function agreementPage(
  { say }: Visit<Actor>,
  view: AgreementView,
  names: Names,
  asked: number | undefined,
): Page {
  const t = say.of(messages)
  const { record, versions, open, inForce, may, comments } = view
  const shown =
    versions.find(({ number }) => number === asked) ?? open ?? inForce ?? versions.at(-1)
  if (!shown) throw new Error(`invariant: agreement ${record.id} has no version`)
  const { service, consumer, provider } = shown.content
  const before = versions.findLast(({ number }) => number < shown.number)
  const address = `/agreements/${record.id}`
  return {
    title: say.text(service.name),
    content: [
      back('/agreements', t('one.back')),
      h('h1', null, say.text(service.name)),
      h(
        'p',
        { class: 'lead' },
        t('one.between', { consumer: say.text(consumer.name), provider: say.text(provider.name) }),
      ),
      h(
        'p',
        null,
        stateTag(say, record.state),
        ' ',
        h('small', null, t('one.since', { date: say.date(record.stateSince) })),
      ),
      ...standingNotices(say, view, names),
      actionsPart(say, view),
      versions.length < 2 ? null : versionTabs(say, address, versions, shown),
      pathPart(say, shown, names),
      section(
        'content',
        shown.state === 'draft' || shown.state === 'pending'
          ? t('content.asked')
          : t('content.title'),
        differencePart(say, shown, before),
        contentFacts(say, shown),
      ),
      commentsPart(say, record.id, comments, { names, may: may.comment }),
      historyPart(say, view, names),
      recordPart(say, record.id, shown, names),
    ],
  }
}

function versionTabs(
  say: Say,
  address: string,
  versions: readonly VersionView[],
  shown: VersionView,
): JSX.Element {
  const t = say.of(messages)
  return h(
    'div',
    null,
    tabs(
      say,
      versions.toReversed().map(({ number }) => ({
        href: `${address}?version=${number}`,
        label: t('version.tab', { number }),
        current: number === shown.number,
      })),
    ),
    h(
      'p',
      null,
      t('version.title', { number: shown.number, state: versionWord(say, shown.state) }),
      ' ',
      h('small', null, t(`kind.${shown.kind}`)),
    ),
  )
}

function historyPart(say: Say, { events }: AgreementView, names: Names): JSX.Element {
  const t = say.of(messages)
  return section(
    'history',
    t('history.title'),
    table({
      caption: t('history.caption'),
      unseenCaption: true,
      columns: [
        {
          label: t('history.at'),
          cell: ({ at }) => h('time', { dateTime: at.toISOString() }, say.dateTime(at)),
        },
        {
          label: t('history.what'),
          cell: ({ event, version, reasonSw, reasonEn }) => [
            t(`event.${event}`),
            version !== null && version > 1
              ? h('p', null, h('small', null, t('version.tab', { number: version })))
              : null,
            reasonSw !== null && reasonEn !== null
              ? h('p', null, say.text({ sw: reasonSw, en: reasonEn }))
              : null,
          ],
        },
        {
          label: t('history.who'),
          cell: ({ personName, institution }) =>
            personName === null
              ? t('history.bus')
              : t('comments.by', {
                  person: say.data(personName),
                  institution: names.of(say, institution ?? ''),
                }),
        },
      ],
      rows: events,
      empty: null,
    }),
  )
}

/** Hashes, signatures and how to verify them: for the few who do. */
function recordPart(say: Say, id: string, version: VersionView, names: Names): JSX.Element {
  const t = say.of(messages)
  const verdictOf = ({ verdict, isVoid }: VersionView['steps'][number]) =>
    isVoid ? t('verdict.void') : t(`verdict.${verdict}`)
  return section(
    'record',
    t('record.title'),
    version.steps.length > 0 && version.fault === undefined
      ? notice('good', {}, h('p', null, t('one.verified')))
      : null,
    h('p', null, t('record.how')),
    facts([
      [t('one.number'), code(id)],
      [t('record.hash'), code(version.contentHash)],
    ]),
    h(
      'details',
      null,
      h('summary', null, t('record.steps')),
      table({
        caption: t('record.steps'),
        unseenCaption: true,
        columns: [
          { label: t('record.step'), cell: ({ step }) => stepWord(say, step) },
          { label: t('record.verdict'), cell: verdictOf },
          {
            label: t('history.who'),
            cell: ({ said, institution }) =>
              t('path.by', {
                person: say.data(said.person.name),
                role: roleWord(say, said.role),
                institution: names.of(say, institution),
                at: say.dateTime(new Date(said.at)),
              }),
          },
          { label: t('record.hash'), cell: ({ hash }) => code(hash) },
        ],
        rows: version.steps,
        empty: h('p', null, t('record.none')),
      }),
    ),
    h(
      'p',
      { class: 'links' },
      h('a', { href: `/agreements/${id}/record.json` }, t('record.download')),
    ),
  )
}
