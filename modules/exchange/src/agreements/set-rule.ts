import { holds, type Actor } from '@mtandao/identity/contract'
import { writing, type AgreementDeps } from './deps.ts'
import { problem } from './problems.ts'
import { insertRule, listRules, type RuleName, type RuleRow } from './rule-store.ts'

export interface NewRule {
  readonly rule: RuleName
  readonly value: number
  readonly fromDay: string
  readonly citation: string
  readonly verified: boolean
}

/** e-GA says what holds from a day on, and where that stands. What held before stays on the list. */
export async function setRule(deps: AgreementDeps, actor: Actor, rule: NewRule): Promise<void> {
  if (actor.suspended || !holds(actor, 'ega-officer')) throw problem('not-allowed')
  if (rule.rule === 'data-protection-approval' && rule.value > 1) {
    throw problem('content-refused', {
      detail: { sw: 'Andika 0 (hapana) au 1 (ndiyo)', en: 'Write 0 (no) or 1 (yes)' },
      extra: { field: 'value' },
    })
  }
  await writing(deps, actor).transact(async (db) => {
    const by = { person: actor.person.id, personName: actor.person.name }
    await insertRule(db, rule, by, deps.now())
    await deps.audit.record(db, actor, {
      action: 'exchange.agreement-rule-set',
      subject: { type: 'agreement-rule', id: rule.rule },
      institutions: [],
      detail: { ...rule },
    })
  })
}

export async function readRules(deps: AgreementDeps): Promise<RuleRow[]> {
  return await listRules(deps.database)
}
