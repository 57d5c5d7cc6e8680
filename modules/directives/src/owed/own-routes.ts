import type { Actor } from '@mtandao/identity/contract'
import { back, type FormState, type Page, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { owedHref } from '../parts.ts'
import { dayAt } from '../quarter.ts'
import { replyToOwn } from './act-on-result.ts'
import { action, form, insiders, page, voices } from './common.ts'
import { declaredBy, declareFulfilled } from './declare-fulfilled.ts'
import { declareForm, replyForm } from './forms-part.ts'
import { messages } from './messages.ts'
import { owedPage } from './owed-page.ts'
import { problem } from '../problems.ts'
import { obligationPage, owedAction } from './result-page.ts'
import { seeOwed } from './see-owed.ts'
import { seeResult, type ResultSeen } from './see-result.ts'
import { at, note, orUnsaid, replyWords, searchTyped, since } from './shapes.ts'
import { takeStatusStep } from './take-status-step.ts'

const perPage = 30
/** The file, and what a multipart form needs around it. */
const bodyMax = 10 * 1024 * 1024 + 64 * 1024

/** What an institution owes, for its own people. */
export function ownRoutes(deps: DirectivesDeps) {
  return [listRoute(deps), oneRoute(deps), evidenceRoute(deps), replyRoute(deps), stepRoute(deps)]
}

function listRoute(deps: DirectivesDeps) {
  return page({
    path: '/owed',
    who: insiders,
    at: searchTyped,
    show: async ({ actor, say }, search) =>
      owedPage(say, actor, await seeOwed(deps, actor, { ...search, limit: perPage }), search),
  })
}

/** Of the actor's own institution, whatever is asked. */
async function seeOwn(
  deps: DirectivesDeps,
  actor: Actor,
  { obligation, period }: z.output<typeof at>,
): Promise<ResultSeen> {
  return await seeResult(deps, actor, { institution: actor.institution, obligation, period })
}

function oneRoute(deps: DirectivesDeps) {
  return page({
    path: '/owed/{obligation}',
    who: insiders,
    at,
    show: async ({ actor, say, now }, asked) =>
      obligationPage(say, await seeOwn(deps, actor, asked), now),
  })
}

const uploaded = z
  .instanceof(File)
  .optional()
  .transform((one) => (one && one.size > 0 ? one : undefined))

function evidenceRoute(deps: DirectivesDeps) {
  return form({
    path: '/owed/{obligation}/evidence',
    who: voices,
    at,
    fields: z.strictObject({ on: since, note: orUnsaid(note), evidence: uploaded }),
    bodyMax,
    start: async ({ now }) => ({ on: dayAt(now.getTime()) }),
    show: async ({ actor, say }, asked, state) => {
      const seen = await seeOwn(deps, actor, asked)
      const type = declaredBy[seen.work.owed.rule]
      if (type === undefined) throw problem('seen-not-said')
      const t = say.of(messages)
      const joined = type === 'bus.joined'
      return alone(say, seen, {
        title: t(joined ? 'declare.joined.title' : 'declare.title'),
        lead: t(joined ? 'declare.joined.lead' : 'declare.lead'),
        form: declareForm(
          { ...placed(say, seen, state), action: owedAction(seen.work, 'evidence') },
          !joined,
        ),
      })
    },
    submit: async ({ actor }, asked, { evidence, ...said }) => {
      // Before a file is kept: what nobody owes, or what is not declared, has no evidence.
      const { work } = await seeOwn(deps, actor, asked)
      if (declaredBy[work.owed.rule] === undefined) throw problem('seen-not-said')
      const kept =
        evidence &&
        (await deps.facts.keepEvidence(actor, new Uint8Array(await evidence.arrayBuffer())))
      await declareFulfilled(deps, actor, { ...asked, ...said, evidence: kept?.sha256 ?? null })
      return { redirect: owedHref(work), notice: messages['declare.done'] }
    },
  })
}

function replyRoute(deps: DirectivesDeps) {
  return form({
    path: '/owed/{obligation}/reply',
    who: voices,
    at,
    fields: z.strictObject({ words: replyWords }),
    show: async ({ actor, say }, asked, state) => {
      const seen = await seeOwn(deps, actor, asked)
      return alone(say, seen, {
        title: say.of(messages)('reply.title'),
        form: replyForm({ ...placed(say, seen, state), action: owedAction(seen.work, 'reply') }),
      })
    },
    submit: async ({ actor }, asked, { words }) => {
      const { work } = await seeOwn(deps, actor, asked)
      await replyToOwn(deps, actor, { ...asked, words })
      return { redirect: owedHref(work), notice: messages['reply.done'] }
    },
  })
}

function stepRoute(deps: DirectivesDeps) {
  return action({
    path: '/owed/{obligation}/step',
    who: voices,
    at,
    fields: z.strictObject({ step: z.enum(['submit', 'withdraw']) }),
    act: async ({ actor }, asked, { step }) => {
      const { institution } = actor
      await takeStatusStep(deps, actor, { ...asked, institution, step })
      const { work } = await seeOwn(deps, actor, asked)
      return { redirect: owedHref(work), notice: messages['step.done'] }
    },
  })
}

function placed(say: Say, { work }: ResultSeen, state: FormState) {
  return { say, state, cancel: { href: owedHref(work) } }
}

/** A form by itself: where it comes back to when something in it is wrong. */
function alone(
  say: Say,
  { work }: ResultSeen,
  shown: { readonly title: string; readonly lead?: string; readonly form: JSX.Element },
): Page {
  return {
    title: shown.title,
    content: h(
      'div',
      null,
      back(owedHref(work), say.text(work.owed.title)),
      h('h1', null, shown.title),
      shown.lead === undefined ? null : h('p', { class: 'lead' }, shown.lead),
      shown.form,
    ),
  }
}
