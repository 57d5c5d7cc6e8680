import { back, type FormState, type Page, type Say } from '@mtandao/ui'
import { h, type ComponentChildren } from 'preact'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { resultHref } from '../parts.ts'
import { problem } from '../problems.ts'
import { answerTheirReply, exemptUntil } from './act-on-result.ts'
import { form, officers, page } from './common.ts'
import { answerForm, exemptForm, stepForm } from './forms-part.ts'
import { messages } from './messages.ts'
import { countryAction, countryResultPage } from './result-page.ts'
import { seeResult, type ResultSeen } from './see-result.ts'
import {
  atCountry,
  atReply,
  lastDay,
  orUnsaid,
  reasonWords,
  replyWords,
  steps,
  stepWords,
} from './shapes.ts'
import { takeStatusStep } from './take-status-step.ts'
import { isClosable } from './work-part.ts'

/** One result for everybody, and what e-GA's officers do about it. */
export function countryRoutes(deps: DirectivesDeps) {
  return [showRoute(deps), exemptRoute(deps), stepRoute(deps), answerRoute(deps)]
}

function showRoute(deps: DirectivesDeps) {
  return page({
    path: '/country/{institution}/{obligation}',
    who: 'anyone',
    at: atCountry,
    show: async ({ actor, say }, asked) => {
      const isOwn =
        actor !== undefined && !actor.suspended && actor.institution === asked.institution
      return countryResultPage(say, await seeResult(deps, actor, asked), isOwn)
    },
  })
}

function exemptRoute(deps: DirectivesDeps) {
  return form({
    path: '/country/{institution}/{obligation}/exempt',
    who: officers,
    at: atCountry,
    fields: z.strictObject({ until: lastDay, reason: reasonWords }),
    show: async ({ actor, say }, asked, state) => {
      const seen = await seeResult(deps, actor, asked)
      const t = say.of(messages)
      return alone(say, seen, t('exempt.title'), [
        h('p', { class: 'lead' }, t('exempt.lead')),
        exemptForm({ ...placed(say, seen, state), action: countryAction(seen.work, 'exempt') }),
      ])
    },
    submit: async ({ actor }, asked, { until, reason }) => {
      await exemptUntil(deps, actor, { ...asked, until, reason })
      return { redirect: hrefOf(asked), notice: messages['exempt.done'] }
    },
  })
}

function stepRoute(deps: DirectivesDeps) {
  return form({
    path: '/country/{institution}/{obligation}/step',
    who: officers,
    at: atCountry.extend({ step: steps.optional().catch(undefined) }),
    fields: z.strictObject({ step: steps, words: orUnsaid(stepWords) }),
    start: async (_visit, { step }) => (step === undefined ? {} : { step }),
    show: async ({ actor, say }, asked, state) => {
      const seen = await seeResult(deps, actor, asked)
      const t = say.of(messages)
      const open = seen.rights.steps.filter((step) => step !== 'submit' && step !== 'withdraw')
      return alone(say, seen, t('step.title'), [
        open.includes('close') && !isClosable(seen) ? h('p', null, t('step.close.wait')) : null,
        open.length === 0
          ? h('p', { class: 'empty' }, t('step.nothing'))
          : stepForm(
              { ...placed(say, seen, state), action: countryAction(seen.work, 'step') },
              open,
            ),
      ])
    },
    submit: async ({ actor }, { institution, obligation, period }, { step, words }) => {
      const asked = { institution, obligation, period }
      await takeStatusStep(deps, actor, { ...asked, step, words })
      return { redirect: hrefOf(asked), notice: messages['step.done'] }
    },
  })
}

function answerRoute(deps: DirectivesDeps) {
  return form({
    path: '/country/{institution}/{obligation}/replies/{reply}/answer',
    who: officers,
    at: atReply,
    fields: z.strictObject({ words: replyWords }),
    show: async ({ actor, say }, { reply, ...asked }, state) => {
      const seen = await seeResult(deps, actor, asked)
      const one = seen.replies.find(({ said }) => said?.id === reply)
      if (!one?.said) throw problem('not-found')
      if (one.said.answer !== null) throw problem('already-answered')
      return alone(say, seen, say.of(messages)('answer.title'), [
        h('blockquote', { class: 'said' }, say.data(one.said.words)),
        answerForm({
          ...placed(say, seen, state),
          action: countryAction(seen.work, `replies/${reply}/answer`),
        }),
      ])
    },
    submit: async ({ actor }, { reply, ...asked }, { words }) => {
      await answerTheirReply(deps, actor, { ...asked, reply, words })
      return { redirect: hrefOf(asked), notice: messages['answer.done'] }
    },
  })
}

function hrefOf({ institution, obligation, period }: z.output<typeof atCountry>): string {
  return resultHref({ institution, obligation, period: period ?? null })
}

function placed(say: Say, { work }: ResultSeen, state: FormState) {
  return { say, state, cancel: { href: resultHref(work) } }
}

/** A form by itself: where it comes back to when something in it is wrong. */
function alone(
  say: Say,
  { work, institutionName }: ResultSeen,
  title: string,
  content: ComponentChildren,
): Page {
  return {
    title,
    content: h(
      'div',
      null,
      back(resultHref(work), say.text(work.owed.title)),
      h('p', { class: 'soft' }, say.text(institutionName)),
      h('h1', null, title),
      content,
    ),
  }
}
