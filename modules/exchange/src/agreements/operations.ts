import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { changeContent } from './change-content.ts'
import { commentAgreement } from './comment-agreement.ts'
import { AgreementTerms } from './content.ts'
import { approveStep, refuseStep, returnStep } from './decide-step.ts'
import { reasonOf, type AgreementDeps } from './deps.ts'
import { endAgreement, withdrawRequest } from './end-agreement.ts'
import { agreementStates } from './lifecycle.ts'
import { listAgreements } from './list-agreements.ts'
import {
  AgreementAnswer,
  answerOf,
  LineAnswer,
  lineOf,
  RecordAnswer,
  recordOf,
  RuleAnswer,
} from './answers.ts'
import { readAgreement } from './read-agreement.ts'
import { readRecord } from './read-record.ts'
import { renewAgreement } from './renew-agreement.ts'
import { requestAgreement } from './request-agreement.ts'
import { ruleNames } from './rule-store.ts'
import { readRules, setRule } from './set-rule.ts'
import {
  agreementId,
  approvalQuota,
  reasonWords,
  registration,
  someText,
  someWords,
} from './shapes.ts'
import { submitRequest } from './submit-request.ts'
import { resumeAgreement, suspendAgreement } from './suspend-agreement.ts'

const { operation } = edge<Actor>()
const officers = ['ict-officer'] as const
const parties = ['ict-officer', 'head', 'data-protection-officer'] as const
const sides = ['ict-officer', 'head', 'ega-officer'] as const

/** Everything the pages of agreements do, for programs. */
export function agreementOperations(deps: AgreementDeps): readonly Operation<Actor>[] {
  return [
    ...readingOperations(deps),
    ...askingOperations(deps),
    ...decidingOperations(deps),
    ...ruleOperations(deps),
  ]
}

const id = agreementId
const one = z.strictObject({ id })
const made = z.strictObject({ id: z.string() })

function readingOperations(deps: AgreementDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'agreements.list-agreements',
      method: 'GET',
      path: '/agreements',
      who: 'signed-in',
      summary: { sw: 'Orodha ya makubaliano unayoweza kuona', en: 'Agreements you may see' },
      input: z.strictObject({
        as: z.enum(['consumer', 'provider', 'waiting', 'all']).default('all'),
        state: z.enum(agreementStates).optional(),
        after: z.string().max(100).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(50),
      }),
      output: z.strictObject({ items: z.array(LineAnswer), next: z.string().optional() }),
      run: async (actor, search) => {
        const { items, next } = await listAgreements(deps, actor, search)
        return { items: items.map(lineOf), ...(next !== undefined && { next }) }
      },
    }),
    operation({
      id: 'agreements.read-agreement',
      method: 'GET',
      path: '/agreements/{id}',
      who: 'signed-in',
      summary: {
        sw: 'Makubaliano moja, hatua na maoni yake',
        en: 'One agreement, its steps and comments',
      },
      input: one,
      output: AgreementAnswer,
      run: async (actor, input) => answerOf(await readAgreement(deps, actor, input.id)),
    }),
    operation({
      id: 'agreements.read-record',
      method: 'GET',
      path: '/agreements/{id}/record',
      who: 'signed-in',
      summary: {
        sw: 'Maandishi yaliyoidhinishwa na hatua zilizosainiwa, kwa uhakiki',
        en: 'The approved texts and the signed steps, to verify',
      },
      input: one,
      output: RecordAnswer,
      run: async (actor, input) => recordOf(await readRecord(deps, actor, input.id)),
    }),
  ]
}

function askingOperations(deps: AgreementDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'agreements.request-agreement',
      method: 'POST',
      path: '/agreements',
      who: officers,
      summary: { sw: 'Andika rasimu ya ombi', en: 'Draft a request' },
      input: z.strictObject({
        system: id,
        service: id,
        terms: AgreementTerms,
      }),
      output: made,
      status: 201,
      run: async (actor, input) => ({ id: await requestAgreement(deps, actor, input) }),
    }),
    operation({
      id: 'agreements.change-content',
      method: 'PUT',
      path: '/agreements/{id}/content',
      who: officers,
      summary: {
        sw: 'Badilisha maudhui ya ombi; idhini za awali zinabatilika',
        en: 'Change what is asked; earlier approvals become void',
      },
      input: z.strictObject({ id, terms: AgreementTerms }),
      output: null,
      run: (actor, input) => changeContent(deps, actor, input),
    }),
    operation({
      id: 'agreements.renew-agreement',
      method: 'POST',
      path: '/agreements/{id}/versions',
      who: officers,
      summary: { sw: 'Omba kuongeza muda au marekebisho', en: 'Ask for a renewal or an amendment' },
      input: z.strictObject({
        id,
        kind: z.enum(['renewal', 'amendment']),
        terms: AgreementTerms,
      }),
      output: null,
      run: (actor, input) => renewAgreement(deps, actor, input),
    }),
    operation({
      id: 'agreements.submit-request',
      method: 'POST',
      path: '/agreements/{id}/submit',
      who: officers,
      summary: { sw: 'Wasilisha ombi', en: 'Submit the request' },
      input: one,
      output: null,
      run: (actor, input) => submitRequest(deps, actor, input),
    }),
    operation({
      id: 'agreements.withdraw-request',
      method: 'POST',
      path: '/agreements/{id}/withdraw',
      who: ['ict-officer', 'head'],
      summary: { sw: 'Ondoa ombi', en: 'Withdraw the request' },
      input: one,
      output: null,
      run: (actor, input) => withdrawRequest(deps, actor, input),
    }),
    operation({
      id: 'agreements.comment-agreement',
      method: 'POST',
      path: '/agreements/{id}/comments',
      who: [...parties, 'secretary', 'ega-officer'],
      summary: { sw: 'Andika maoni', en: 'Write a comment' },
      input: z.strictObject({ id, words: someWords }),
      output: null,
      run: (actor, input) => commentAgreement(deps, actor, input),
    }),
  ]
}

function decidingOperations(deps: AgreementDeps): Operation<Actor>[] {
  const reasoned = z.strictObject({ id, ...reasonWords })
  return [
    operation({
      id: 'agreements.approve-step',
      method: 'POST',
      path: '/agreements/{id}/approve',
      who: parties,
      summary: { sw: 'Idhinisha hatua inayosubiriwa', en: 'Approve the awaited step' },
      input: z.strictObject({
        id,
        contentHash: z.string().regex(/^[0-9a-f]{64}$/),
        words: someText(2000).default(''),
        quota: z.strictObject(approvalQuota).optional(),
        providerRegistration: registration.optional(),
      }),
      output: null,
      run: (actor, input) => approveStep(deps, actor, input),
    }),
    operation({
      id: 'agreements.refuse-step',
      method: 'POST',
      path: '/agreements/{id}/refuse',
      who: parties,
      summary: { sw: 'Kataa ombi', en: 'Refuse the request' },
      input: reasoned,
      output: null,
      run: (actor, input) => refuseStep(deps, actor, { id: input.id, reason: reasonOf(input) }),
    }),
    operation({
      id: 'agreements.return-step',
      method: 'POST',
      path: '/agreements/{id}/return',
      who: parties,
      summary: { sw: 'Rudisha ombi likarekebishwe', en: 'Return the request to be corrected' },
      input: reasoned,
      output: null,
      run: (actor, input) => returnStep(deps, actor, { id: input.id, reason: reasonOf(input) }),
    }),
    operation({
      id: 'agreements.suspend-agreement',
      method: 'POST',
      path: '/agreements/{id}/suspend',
      who: sides,
      summary: { sw: 'Simamisha makubaliano', en: 'Suspend the agreement' },
      input: reasoned,
      output: null,
      run: (actor, input) =>
        suspendAgreement(deps, actor, { id: input.id, reason: reasonOf(input) }),
    }),
    operation({
      id: 'agreements.resume-agreement',
      method: 'POST',
      path: '/agreements/{id}/resume',
      who: sides,
      summary: { sw: 'Rejesha makubaliano', en: 'Resume the agreement' },
      input: one,
      output: null,
      run: (actor, input) => resumeAgreement(deps, actor, input),
    }),
    operation({
      id: 'agreements.end-agreement',
      method: 'POST',
      path: '/agreements/{id}/end',
      who: ['head', 'ega-officer'],
      summary: { sw: 'Hitimisha makubaliano', en: 'End the agreement' },
      input: reasoned,
      output: null,
      run: (actor, input) => endAgreement(deps, actor, { id: input.id, reason: reasonOf(input) }),
    }),
  ]
}

function ruleOperations(deps: AgreementDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'agreements.list-rules',
      method: 'GET',
      path: '/agreement-rules',
      who: 'signed-in',
      summary: { sw: 'Mipangilio ya makubaliano', en: 'Settings of agreements' },
      input: z.strictObject({}),
      output: z.strictObject({ items: z.array(RuleAnswer) }),
      run: async () => ({ items: await readRules(deps) }),
    }),
    operation({
      id: 'agreements.set-rule',
      method: 'POST',
      path: '/agreement-rules',
      who: ['ega-officer'],
      summary: { sw: 'Weka mpangilio kuanzia tarehe', en: 'Set a rule from a date' },
      input: z.strictObject({
        rule: z.enum(ruleNames),
        value: z.int().min(0).max(3650),
        fromDay: z.iso.date(),
        citation: someText(500).min(1),
        verified: z.boolean(),
      }),
      output: null,
      run: (actor, input) => setRule(deps, actor, input),
    }),
  ]
}
