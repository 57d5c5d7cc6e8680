import { h, type JSX } from 'preact'
import { edge, type Route } from '@mtandao/http'
import type { Actor, Role } from '@mtandao/identity/contract'
import {
  area,
  back,
  choiceGroup,
  form,
  group,
  hidden,
  input,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { z } from 'zod'
import { backTo } from './back-to.ts'
import { commentAgreement } from './comment-agreement.ts'
import { commentForm } from './comments-part.ts'
import { aboutPart, contentFacts, differencePart } from './content-part.ts'
import { approveStep, refuseStep, returnStep } from './decide-step.ts'
import { reasonOf, type AgreementDeps, type ReasonWords } from './deps.ts'
import { endAgreement } from './end-agreement.ts'
import { messages } from './messages.ts'
import { problem } from './problems.ts'
import { readAgreement, type MayNow, type VersionView } from './read-agreement.ts'
import { agreementId, reasonWords, registration, someText, someWords } from './shapes.ts'
import { resumeAgreement, suspendAgreement } from './suspend-agreement.ts'
import { typedNumber } from './terms-form.ts'
import { stepWord } from './words.ts'

const { action, form: formRoute } = edge<Actor>()
const one = z.object({ id: agreementId })
const deciders = ['ict-officer', 'head', 'data-protection-officer'] as const
const sides = ['ict-officer', 'head', 'ega-officer'] as const

/** Approving and refusing, suspending and ending, and what the parties say to each other. */
export function decidingRoutes(deps: AgreementDeps): Route<Actor>[] {
  return [
    approveRoute(deps),
    refuseRoute(deps),
    reasonRoute(deps, 'suspend', sides, suspendAgreement),
    reasonRoute(deps, 'end', ['head', 'ega-officer'], endAgreement),
    resumeRoute(deps),
    commentRoute(deps),
  ]
}

const optionalNumber = (max: number) =>
  z.preprocess((typed) => (typed === undefined ? undefined : typed), typedNumber(1, max).optional())

function approveRoute(deps: AgreementDeps): Route<Actor> {
  return formRoute({
    path: '/agreements/{id}/approve',
    who: deciders,
    at: one,
    fields: z.object({
      contentHash: z.string().regex(/^[0-9a-f]{64}$/),
      words: someText(2000),
      perMinute: optionalNumber(10_000_000),
      perDay: optionalNumber(1_000_000_000),
      concurrency: optionalNumber(10_000),
      providerRegistration: registration.optional(),
    }),
    start: async ({ actor }, { id }): Promise<FormState['values']> => {
      const { open } = await readAgreement(deps, actor, id)
      const { perDay, peakPerMinute } = open?.content.volume ?? {}
      return {
        perDay: String(perDay ?? ''),
        perMinute: String(peakPerMinute ?? ''),
        concurrency: '10',
      }
    },
    show: async ({ actor, say }, { id }, state) => {
      const { may, open, versions } = await readAgreement(deps, actor, id)
      if (!may.decide || !open) throw problem(may.decidedLast ? 'same-person' : 'not-awaited')
      const before = versions.findLast(({ number }) => number < open.number)
      return approvePage(say, { id, state, open, before })
    },
    submit: async ({ actor }, { id }, fields) => {
      const { contentHash, words, perMinute, perDay, concurrency, providerRegistration } = fields
      const quota =
        perMinute && perDay && concurrency ? { perMinute, perDay, concurrency } : undefined
      await approveStep(deps, actor, { id, contentHash, words, quota, providerRegistration })
      return backTo(id, 'event.approved')
    },
  })
}

interface Approving {
  readonly id: string
  readonly state: FormState
  readonly open: VersionView
  readonly before: VersionView | undefined
}

function approvePage(say: Say, { id, state, open, before }: Approving): Page {
  const t = say.of(messages)
  const step = stepWord(say, open.awaitsStep ?? 'approve')
  const title = t('decide.title', { step })
  const isTechnical = open.awaitsStep === 'technical'
  return {
    title,
    content: [
      back(`/agreements/${id}`, t('one.backToOne')),
      h('h1', null, title),
      h('p', { class: 'lead' }, t('decide.read')),
      differencePart(say, open, before),
      contentFacts(say, open),
      form(
        { say, state, submit: t('decide.submit'), cancel: { href: `/agreements/${id}` } },
        // Of what is on this page: a text that changes meanwhile is not approved by accident.
        hidden('contentHash', open.contentHash),
        isTechnical ? quotaPart(say, state, open) : null,
        area({ say, state, name: 'words', label: t('decide.words'), optional: true, rows: 3 }),
      ),
      h('p', null, h('a', { href: `/agreements/${id}/refuse` }, t('decide.other'))),
    ],
  }
}

function quotaPart(say: Say, state: FormState, { personalData }: VersionView): JSX.Element {
  const t = say.of(messages)
  const number = (name: 'perMinute' | 'perDay' | 'concurrency') =>
    input({ say, state, name, label: t(`decide.${name}`), inputmode: 'numeric', size: 12 })
  return group(
    t('decide.quota'),
    number('perMinute'),
    number('perDay'),
    number('concurrency'),
    personalData
      ? input({
          say,
          state,
          name: 'providerRegistration',
          label: t('decide.providerRegistration'),
          hint: t('terms.consumerRegistrationHint'),
          size: 30,
        })
      : null,
  )
}

function reasonFields(say: Say, state: FormState, hint: string): JSX.Element[] {
  const t = say.of(messages)
  return [
    area({ say, state, name: 'reasonSw', label: t('reason.sw'), hint, rows: 3 }),
    area({ say, state, name: 'reasonEn', label: t('reason.en'), optional: true, rows: 3 }),
  ]
}

function refuseRoute(deps: AgreementDeps): Route<Actor> {
  return formRoute({
    path: '/agreements/{id}/refuse',
    who: deciders,
    at: one,
    fields: z.object({ verdict: z.enum(['returned', 'refused']), ...reasonWords }),
    show: async ({ actor, say }, { id }, state) => {
      const view = await readAgreement(deps, actor, id)
      const { may } = view
      if (!may.decide) throw problem(may.decidedLast ? 'same-person' : 'not-awaited')
      const t = say.of(messages)
      const choice = (value: 'returned' | 'refused') => ({
        value,
        label: t(`refuse.${value}`),
        hint: t(`refuse.${value}Hint`),
      })
      return {
        title: t('refuse.title'),
        content: [
          back(`/agreements/${id}`, t('one.backToOne')),
          h('h1', null, t('refuse.title')),
          aboutPart(say, view),
          form(
            { say, state, submit: t('refuse.submit'), cancel: { href: `/agreements/${id}` } },
            choiceGroup({
              say,
              state,
              name: 'verdict',
              label: t('refuse.verdict'),
              choices: [choice('returned'), choice('refused')],
            }),
            ...reasonFields(say, state, t('reason.parties')),
          ),
        ],
      }
    },
    submit: async ({ actor }, { id }, { verdict, ...words }) => {
      const refusal = { id, reason: reasonOf(words) }
      await (verdict === 'refused' ? refuseStep : returnStep)(deps, actor, refusal)
      return backTo(id, `event.${verdict}`)
    },
  })
}

type WithReason = (
  deps: AgreementDeps,
  actor: Actor,
  command: { readonly id: string; readonly reason: { readonly sw: string; readonly en: string } },
) => Promise<void>

/** Suspending and ending ask the same: why, in words that others will read. */
function reasonRoute(
  deps: AgreementDeps,
  what: 'suspend' | 'end',
  who: readonly Role[],
  use: WithReason,
): Route<Actor> {
  const allowed = (may: MayNow) => may[what]
  return formRoute({
    path: `/agreements/{id}/${what}`,
    who,
    at: one,
    fields: z.object(reasonWords),
    show: async ({ actor, say }, { id }, state) => {
      const view = await readAgreement(deps, actor, id)
      if (!allowed(view.may)) throw problem('not-allowed')
      const t = say.of(messages)
      return {
        title: t(`${what}.title`),
        content: [
          back(`/agreements/${id}`, t('one.backToOne')),
          h('h1', null, t(`${what}.title`)),
          aboutPart(say, view),
          h('p', null, t(`${what}.lead`)),
          form(
            {
              say,
              state,
              submit: t(`act.${what}`),
              danger: true,
              cancel: { href: `/agreements/${id}` },
            },
            ...reasonFields(say, state, t('reason.shown')),
          ),
        ],
      }
    },
    submit: async ({ actor }, { id }, words: ReasonWords) => {
      await use(deps, actor, { id, reason: reasonOf(words) })
      return backTo(id, what === 'suspend' ? 'event.suspended' : 'event.ended')
    },
  })
}

function resumeRoute(deps: AgreementDeps): Route<Actor> {
  return action({
    path: '/agreements/{id}/resume',
    who: sides,
    at: one,
    fields: z.object({}),
    act: async ({ actor }, { id }) => {
      await resumeAgreement(deps, actor, { id })
      return backTo(id, 'event.resumed')
    },
  })
}

function commentRoute(deps: AgreementDeps): Route<Actor> {
  return formRoute({
    path: '/agreements/{id}/comment',
    who: [...deciders, 'secretary', 'ega-officer'],
    at: one,
    fields: z.object({ words: someWords }),
    show: async ({ actor, say }, { id }, state) => {
      const view = await readAgreement(deps, actor, id)
      if (!view.may.comment) throw problem('not-allowed')
      const t = say.of(messages)
      return {
        title: t('comments.title'),
        content: [
          back(`/agreements/${id}`, t('one.backToOne')),
          h('h1', null, t('comments.title')),
          aboutPart(say, view),
          commentForm(say, id, state),
        ],
      }
    },
    submit: async ({ actor }, { id }, { words }) => {
      await commentAgreement(deps, actor, { id, words })
      return backTo(id, 'comments.sent')
    },
  })
}
