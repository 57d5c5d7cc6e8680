import { h, type JSX } from 'preact'
import { actionLink, notice, section, steps, type Say, type Step } from '@mtandao/ui'
import { messages } from './messages.ts'
import type { Names } from './names.ts'
import type { AgreementView, PathPlace, VersionView } from './read-agreement.ts'
import { roleWord, stepWord } from './words.ts'

/** Where an agreement stands, in notices; and the steps of its approval. */

type Part = JSX.Element | null

export function standingNotices(say: Say, view: AgreementView, names: Names): Part[] {
  return [
    reasonNotice(say, view),
    returnedNotice(say, view),
    faultNotice(say, view),
    voidNotice(say, view),
    awaitedNotice(say, view, names),
    view.record.origin === 'enrolment' && view.inForce?.kind === 'enrolment'
      ? enrolledNotice(say)
      : null,
  ]
}

function enrolledNotice(say: Say): JSX.Element {
  const t = say.of(messages)
  return notice('plain', { title: t('one.enrolled') }, h('p', null, t('one.enrolledMore')))
}

function reasonNotice(say: Say, { record }: AgreementView): Part {
  const t = say.of(messages)
  const { reasonSw, reasonEn, state, suspendedSide } = record
  if (reasonSw === null || reasonEn === null) return null
  const words = h('p', null, say.text({ sw: reasonSw, en: reasonEn }))
  if (state === 'suspended' && suspendedSide) {
    const side = t(`side.${suspendedSide}`)
    return notice('bad', { title: t('one.suspendedBy', { side }) }, words)
  }
  if (state === 'refused') return notice('bad', { title: t('one.refused') }, words)
  if (state === 'draft') return notice('open', { title: t('one.returned') }, words)
  return notice('plain', { title: t('one.ended') }, words)
}

/** Of a renewal or amendment: the agreement itself goes on, so its record does not say why. */
function returnedNotice(say: Say, { record, open, events }: AgreementView): Part {
  if (record.state === 'draft' || open?.state !== 'draft') return null
  const last = events.find(({ event, version }) => event === 'returned' && version === open.number)
  if (!last || last.reasonSw === null || last.reasonEn === null) return null
  const words = say.text({ sw: last.reasonSw, en: last.reasonEn })
  return notice('open', { title: say.of(messages)('one.returned') }, h('p', null, words))
}

function faultNotice(say: Say, { versions }: AgreementView): Part {
  const faulty = versions.find(({ fault }) => fault !== undefined)
  if (!faulty?.fault) return null
  const { step, fault } = faulty.fault
  // A platform that changed its key still holds what it signed before: no alarm, and no proof by the present key.
  if (fault === 'other-key') {
    return notice('open', {}, h('p', null, say.of(messages)('one.otherKey', { step })))
  }
  return notice('bad', { alert: true }, h('p', null, say.of(messages)('one.fault', { step })))
}

function voidNotice(say: Say, { open }: AgreementView): Part {
  const count = open?.steps.filter(({ isVoid, step }) => isVoid && step !== 'request').length ?? 0
  if (count === 0) return null
  return notice('open', {}, h('p', null, say.of(messages)('one.voided', { count })))
}

function awaitedNotice(say: Say, { record, open, may }: AgreementView, names: Names): Part {
  const t = say.of(messages)
  const now = open?.path.find(({ state }) => state === 'now')
  if (!open || !now || open.state !== 'pending' || !now.since) return null
  const step = stepWord(say, now.name)
  const since = say.dateTime(now.since)
  if (may.decide) {
    return notice(
      'open',
      { title: t('one.yours') },
      h('p', null, t('one.yoursMore', { step, since })),
      h('p', null, actionLink(`/agreements/${record.id}/approve`, t('one.decide'))),
    )
  }
  const role = roleWord(say, now.role)
  const institution = names.of(say, now.institution)
  const people = (names.awaited ?? []).map(({ name }) => name).join(', ')
  return notice(
    'open',
    { title: t('one.awaits', { role, institution }) },
    h('p', null, t('one.awaitsMore', { step, since })),
    may.decidedLast ? h('p', null, t('one.decidedLast')) : null,
    h('p', null, people === '' ? t('one.nobody') : t('one.people', { names: say.data(people) })),
  )
}

export function pathPart(say: Say, version: VersionView, names: Names): Part {
  if (version.path.length === 0) return null
  const t = say.of(messages)
  return section(
    'path',
    t('path.title'),
    steps(version.path.map((place) => stepOf(say, place, names))),
  )
}

function stepOf(say: Say, place: PathPlace, names: Names): Step {
  const t = say.of(messages)
  const { taken } = place
  return {
    label: stepWord(say, place.name),
    state: place.state,
    stateLabel: t(`path.${place.state}`),
    ...(taken && {
      hint: [
        t('path.by', {
          person: say.data(taken.said.person.name),
          role: roleWord(say, taken.said.role),
          institution: names.of(say, taken.institution),
          at: say.dateTime(new Date(taken.said.at)),
        }),
        taken.said.words === null
          ? null
          : h('p', null, t('path.words', { words: say.data(taken.said.words) })),
      ],
    }),
  }
}
