import type { Lifecycle } from '../contract.ts'
import { dayOf } from '../day.ts'
import { approvalStateOf, endedOn } from '../sites/approval-state.ts'
import type { Site } from '../sites/site-store.ts'

/** What a rule looks at: one system as it is registered, if it is. */
export interface Watched {
  readonly id: string
  readonly institution: string
  readonly record: {
    readonly lifecycle: Lifecycle
    /** `YYYY-MM-DD` */
    readonly since: string
    readonly confirmedAt: Date
    readonly hostingSite: string | null
    readonly hostingOther: string | null
    readonly recoverySite: string | null
  } | null
}

export const rules = [
  'seen-not-registered',
  'live-never-seen',
  'live-silent',
  'retired-still-seen',
  'hosting-not-approved',
  'hosting-approval-ended',
  'recovery-approval-ended',
  'record-old',
] as const
export type Rule = (typeof rules)[number]

export interface Found {
  readonly rule: Rule
  readonly institution: string
  readonly system: string
  /** Days `YYYY-MM-DD`, names and counts that the sentence about it needs. */
  readonly detail: Readonly<Record<string, string | number>>
}

export interface RuleInput {
  readonly systems: readonly Watched[]
  readonly lastSeen: ReadonlyMap<string, Date>
  readonly sites: ReadonlyMap<string, Site>
  readonly silentDays: number
  readonly confirmDays: number
  readonly now: Date
}

const dayMs = 86_400_000

/** Everything that does not fit together, now. The same input gives the same findings in the same order. */
export function findingsOf(input: RuleInput): Found[] {
  return input.systems.flatMap((system) => {
    const say = (rule: Rule, detail: Found['detail'] = {}): Found => ({
      rule,
      institution: system.institution,
      system: system.id,
      detail,
    })
    return system.record
      ? ofRecord(system, system.record, input, say)
      : ofStranger(system, input, say)
  })
}

type Sayer = (rule: Rule, detail?: Found['detail']) => Found

function ofStranger(system: Watched, { lastSeen }: RuleInput, say: Sayer): Found[] {
  const seen = lastSeen.get(system.id)
  return seen ? [say('seen-not-registered', { seen: dayOf(seen) })] : []
}

function ofRecord(
  system: Watched,
  record: NonNullable<Watched['record']>,
  input: RuleInput,
  say: Sayer,
): Found[] {
  const { now, confirmDays } = input
  const found = ofTraffic(input.lastSeen.get(system.id), record, input, say)
  if (record.lifecycle === 'live' || record.lifecycle === 'retiring') {
    found.push(...ofHosting(record, input, say))
  }
  const age = Math.floor((now.getTime() - record.confirmedAt.getTime()) / dayMs)
  if (record.lifecycle !== 'retired' && age > confirmDays) {
    found.push(say('record-old', { confirmed: dayOf(record.confirmedAt), days: confirmDays }))
  }
  return found
}

function ofTraffic(
  seen: Date | undefined,
  { lifecycle, since }: NonNullable<Watched['record']>,
  { now, silentDays }: RuleInput,
  say: Sayer,
): Found[] {
  if (lifecycle === 'live' && !seen) return [say('live-never-seen', { since })]
  if (!seen) return []
  const silentMs = now.getTime() - seen.getTime()
  if (lifecycle === 'live' && silentMs > silentDays * dayMs) {
    return [say('live-silent', { seen: dayOf(seen), days: silentDays })]
  }
  // The day of the change itself belongs to both lives.
  if (lifecycle === 'retired' && dayOf(seen) > since) {
    return [say('retired-still-seen', { since, seen: dayOf(seen) })]
  }
  return []
}

function ofHosting(
  { hostingSite, hostingOther, recoverySite }: NonNullable<Watched['record']>,
  { sites, now }: RuleInput,
  say: Sayer,
): Found[] {
  const found: Found[] = []
  const hosting = hostingSite === null ? undefined : sites.get(hostingSite)
  const recovery = recoverySite === null ? undefined : sites.get(recoverySite)
  const ended = (site: Site, rule: Rule) =>
    found.push(say(rule, { site: site.name, ended: endedOn(site.approvals) ?? '' }))
  const stateOf = (site: Site) => approvalStateOf(site.approvals, dayOf(now))
  if (!hosting && hostingOther !== null)
    found.push(say('hosting-not-approved', { site: hostingOther }))
  if (hosting) {
    const state = stateOf(hosting)
    if (state === 'expired' || state === 'withdrawn') ended(hosting, 'hosting-approval-ended')
    else if (state !== 'approved') found.push(say('hosting-not-approved', { site: hosting.name }))
  }
  if (recovery && ['expired', 'withdrawn'].includes(stateOf(recovery))) {
    ended(recovery, 'recovery-approval-ended')
  }
  return found
}
