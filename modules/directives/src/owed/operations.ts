import { z } from 'zod'
import { seenBy, type SeenResult } from '../country/what-the-public-sees.ts'
import type { DirectivesDeps } from '../deps.ts'
import { results } from '../model.ts'
import { answerTheirReply, exemptUntil, replyToOwn } from './act-on-result.ts'
import { insiders, officers, operation, voices } from './common.ts'
import { declareFulfilled } from './declare-fulfilled.ts'
import { seeOwed } from './see-owed.ts'
import { seeResult, type ResultSeen } from './see-result.ts'
import {
  at,
  atCountry,
  atReply,
  lastDay,
  note,
  reasonWords,
  replyWords,
  searchShape,
  sha256,
  since,
  steps,
  stepWords,
} from './shapes.ts'
import { stepNames } from './status-steps.ts'
import { takeStatusStep } from './take-status-step.ts'
import { urgencies } from './urgency.ts'

/** Everything the pages do, for programs. */
export function owedOperations(deps: DirectivesDeps) {
  return [...lookOperations(deps), ...ownOperations(deps), ...egaOperations(deps)]
}

const Words = z.strictObject({ sw: z.string(), en: z.string() })
const Reason = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
const Status = z.enum(['to-do', 'submitted', 'in-review', 'closed'])
const Result = z.strictObject({
  institution: z.string(),
  obligation: z.string(),
  directive: z.string(),
  period: z.string().nullable(),
  dueOn: z.string(),
  daysLate: z.int(),
  result: z.enum(results as [(typeof results)[number], ...(typeof results)[number][]]),
  exemptUntil: z.string().nullable(),
  rule: z.string(),
  ruleSet: z.int(),
  why: Reason.nullable(),
  change: Reason.nullable(),
  facts: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      subject: z.string(),
      observedAt: z.iso.datetime(),
      source: z.enum(['machine', 'declared', 'verified']),
    }),
  ),
})
const Clock = z.strictObject({
  is: z.enum(['waiting', 'late', 'answered']),
  due: z.string(),
  daysLeft: z.int().optional(),
  daysLate: z.int().optional(),
})
const Work = z.strictObject({ status: Status, by: z.enum(['people', 'facts']) })

const Owed = z.strictObject({
  counts: z.record(z.enum(urgencies), z.int()),
  found: z.int(),
  items: z.array(
    z.strictObject({
      title: Words,
      urgency: z.enum(urgencies),
      work: Work,
      clock: Clock.nullable(),
      next: z.string().nullable(),
      result: Result,
    }),
  ),
  next: z.string().optional(),
})

const Explained = z.strictObject({
  institution: z.string(),
  institutionName: Words,
  obligation: z.string(),
  title: Words,
  citation: z.string(),
  verified: z.boolean(),
  period: z.string().nullable(),
  result: Result.nullable(),
  work: Work,
  steps: z
    .array(z.strictObject({ status: Status, at: z.iso.datetime(), words: z.string().nullable() }))
    .nullable(),
  replies: z.array(
    z.strictObject({
      saidAt: z.iso.datetime(),
      answerDue: z.string(),
      answeredAt: z.iso.datetime().nullable(),
      clock: Clock,
      said: z
        .strictObject({ id: z.string(), words: z.string(), answer: z.string().nullable() })
        .nullable(),
    }),
  ),
  exemptions: z.array(
    z.strictObject({
      from: z.string(),
      until: z.string(),
      reason: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  may: z.strictObject({
    declare: z.boolean(),
    reply: z.boolean(),
    exempt: z.boolean(),
    answer: z.boolean(),
    steps: z.array(z.enum(stepNames)),
  }),
})

function resultOut(one: SeenResult) {
  const { institution, obligation, directive, period, dueOn, daysLate, result } = one
  const { exemptUntil: until, rule, ruleSet, why, change } = one
  return {
    institution,
    obligation,
    directive,
    period,
    dueOn,
    daysLate,
    result,
    exemptUntil: until,
    rule,
    ruleSet,
    why,
    change,
    facts: one.facts.map(({ id, type, subject, observedAt, source }) => ({
      id,
      type,
      subject,
      source,
      observedAt: new Date(observedAt).toISOString(),
    })),
  }
}

function explained(seen: ResultSeen) {
  const { work, institutionName, result, status, steps: taken, replies, exemptions, rights } = seen
  const { institution, obligation, period, owed } = work
  return {
    institution,
    institutionName,
    obligation,
    period,
    work: status,
    may: rights,
    title: owed.title,
    citation: owed.citation,
    verified: owed.verified,
    result: result ? resultOut(result) : null,
    steps:
      taken &&
      taken.map((one) => ({ status: one.status, at: one.at.toISOString(), words: one.words })),
    replies: replies.map((one) => ({
      answerDue: one.answerDue,
      clock: one.clock,
      said: one.said,
      saidAt: one.saidAt.toISOString(),
      answeredAt: one.answeredAt?.toISOString() ?? null,
    })),
    exemptions: exemptions.map((one) => ({ ...one, at: one.at.toISOString() })),
  }
}

const one = z.strictObject(at.shape)
const country = z.strictObject(atCountry.shape)

function lookOperations(deps: DirectivesDeps) {
  return [
    operation({
      id: 'directives.list-owed',
      method: 'GET',
      path: '/owed',
      who: insiders,
      summary: { sw: 'Wajibu wa taasisi yangu', en: 'What my institution owes' },
      input: z.strictObject(searchShape).partial(),
      output: Owed,
      run: async (actor, search) => {
        const { lines, next, counts, found } = await seeOwed(deps, actor, { ...search, limit: 100 })
        const items = lines.map(({ title, urgency, work, clock, place, assessment }) => ({
          title,
          urgency,
          work,
          clock: clock ?? null,
          next: place?.href ?? null,
          result: resultOut(seenBy(actor, assessment)),
        }))
        return { counts, found, items, ...(next !== undefined && { next }) }
      },
    }),
    operation({
      id: 'directives.get-owed',
      method: 'GET',
      path: '/owed/{obligation}',
      who: insiders,
      summary: { sw: 'Wajibu mmoja na sababu ya matokeo yake', en: 'One obligation and why' },
      input: one,
      output: Explained,
      run: async (actor, asked) =>
        explained(await seeResult(deps, actor, { ...asked, institution: actor.institution })),
    }),
    operation({
      id: 'directives.get-result',
      method: 'GET',
      path: '/country/{institution}/{obligation}',
      who: 'anyone',
      summary: { sw: 'Matokeo ya taasisi kwa wajibu mmoja', en: 'One result of an institution' },
      input: country,
      output: Explained,
      run: async (actor, asked) => explained(await seeResult(deps, actor, asked)),
    }),
  ]
}

function ownOperations(deps: DirectivesDeps) {
  return [
    operation({
      id: 'directives.declare-fulfilled',
      method: 'POST',
      path: '/owed/{obligation}/declaration',
      who: voices,
      summary: {
        sw: 'Tangaza kuwa wajibu umetekelezwa',
        en: 'Declare an obligation fulfilled',
      },
      input: one.extend({ on: since, note: note.optional(), evidence: sha256.nullable() }),
      output: z.strictObject({ fact: z.string() }),
      status: 201,
      run: async (actor, said) => ({ fact: (await declareFulfilled(deps, actor, said)).id }),
    }),
    operation({
      id: 'directives.reply-to-result',
      method: 'POST',
      path: '/owed/{obligation}/replies',
      who: voices,
      summary: { sw: 'Jibu matokeo ya taasisi yangu', en: 'Reply to my institution’s result' },
      input: one.extend({ words: replyWords }),
      output: z.strictObject({ reply: z.string() }),
      status: 201,
      run: async (actor, said) => ({ reply: await replyToOwn(deps, actor, said) }),
    }),
    operation({
      id: 'directives.move-own-work',
      method: 'POST',
      path: '/owed/{obligation}/steps',
      who: voices,
      summary: { sw: 'Wasilisha kazi au iondoe', en: 'Submit the work, or take it back' },
      input: one.extend({ step: z.enum(['submit', 'withdraw']) }),
      output: null,
      run: (actor, asked) =>
        takeStatusStep(deps, actor, { ...asked, institution: actor.institution }),
    }),
  ]
}

function egaOperations(deps: DirectivesDeps) {
  return [
    operation({
      id: 'directives.grant-exemption',
      method: 'POST',
      path: '/country/{institution}/{obligation}/exemptions',
      who: officers,
      summary: { sw: 'Toa msamaha wa muda', en: 'Exempt until a day' },
      input: country.extend({ until: lastDay, reason: reasonWords }),
      output: null,
      run: (actor, given) => exemptUntil(deps, actor, given),
    }),
    operation({
      id: 'directives.move-work',
      method: 'POST',
      path: '/country/{institution}/{obligation}/steps',
      who: officers,
      summary: {
        sw: 'Chukua kupitia, rudisha au funga',
        en: 'Take into review, send back or close',
      },
      input: country.extend({ step: steps, words: stepWords.optional() }),
      output: null,
      run: (actor, asked) => takeStatusStep(deps, actor, asked),
    }),
    operation({
      id: 'directives.answer-reply',
      method: 'POST',
      path: '/country/{institution}/{obligation}/replies/{reply}/answer',
      who: officers,
      summary: { sw: 'Jibu maelezo ya taasisi', en: 'Answer an institution’s reply' },
      input: z.strictObject(atReply.shape).extend({ words: replyWords }),
      output: null,
      run: (actor, given) => answerTheirReply(deps, actor, given),
    }),
  ]
}
