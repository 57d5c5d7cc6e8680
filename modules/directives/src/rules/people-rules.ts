import { reason, unknownVerdict, type Rule } from './rule.ts'
import { daysSince, flagIn, numberIn } from './values.ts'

/** e-Government Act, s. 18. How many members and how often it sits is practice, not statute: settings say where from. */
export const committeeConstituted: Rule = {
  name: 'committee-constituted',
  version: 1,
  reads: ['committee.constituted'],
  settings: ['members-min'],
  judge: (asked) => {
    const fact = asked.facts.current(
      'institution',
      asked.institution.id,
      'committee.constituted',
      'seen',
    )
    const constituted = fact && flagIn(fact.value, 'constituted')
    if (!fact || constituted === undefined)
      return unknownVerdict('committee-unknown', 'record-committee')
    if (!constituted)
      return {
        result: 'not-met',
        why: reason('committee-none'),
        change: reason('record-committee'),
        facts: [fact],
      }
    const members = numberIn(fact.value, 'members') ?? 0
    const min = asked.setting('members-min')
    const enough = members >= min
    return {
      result: enough ? 'met' : 'partly',
      why: reason(enough ? 'committee-met' : 'committee-few', { members, min }),
      change: enough ? null : reason('appoint-members', { missing: min - members }),
      facts: [fact],
    }
  },
}

/** Counts and dates only: nothing about anybody. */
export const staffVettedAndSworn: Rule = {
  name: 'staff-vetted-and-sworn',
  version: 1,
  reads: ['staff.vetting'],
  settings: ['days'],
  judge: (asked) => {
    const fact = asked.facts.current('institution', asked.institution.id, 'staff.vetting', 'seen')
    const [staff, vetted, sworn] = ['staff', 'vetted', 'sworn'].map(
      (name) => fact && numberIn(fact.value, name),
    )
    if (!fact || staff === undefined || vetted === undefined || sworn === undefined)
      return unknownVerdict('staff-unknown', 'record-staff')
    if (staff === 0)
      return {
        result: 'unknown',
        why: reason('staff-none-recorded'),
        change: reason('record-staff'),
        facts: [fact],
      }
    const days = asked.setting('days')
    const done = Math.min(vetted, sworn, staff)
    const age = daysSince(fact.value, 'oldestVettedOn', asked.at)
    const fresh = age === undefined || age <= days
    const all = done === staff && fresh
    const result = all ? 'met' : vetted + sworn > 0 ? 'partly' : 'not-met'
    return {
      result,
      why: reason(done === staff && !fresh ? 'staff-vetting-old' : `staff-${result}`, {
        staff,
        vetted,
        sworn,
        days,
      }),
      change: all ? null : reason('vet-and-swear', { missing: staff - done }),
      facts: [fact],
    }
  },
}

/** What no machine sees: somebody says it with evidence, somebody else verifies it. Until then the result is unknown. */
export const manualEvidence: Rule = {
  name: 'manual-evidence',
  version: 1,
  reads: ['obligation.evidence'],
  settings: [],
  judge: ({ institution, obligation, period, facts }) => {
    const subject = [institution.id, obligation.id, ...(period === null ? [] : [period])].join('/')
    const verified = facts.current('obligation', subject, 'obligation.evidence', 'verified')
    const fulfilled = verified && flagIn(verified.value, 'fulfilled')
    if (verified && fulfilled !== undefined) {
      return fulfilled
        ? { result: 'met', why: reason('evidence-verified'), change: null, facts: [verified] }
        : {
            result: 'not-met',
            why: reason('evidence-refused'),
            change: reason('give-evidence'),
            facts: [verified],
          }
    }
    const declared = facts.current('obligation', subject, 'obligation.evidence', 'declared')
    if (!declared) return unknownVerdict('evidence-none', 'give-evidence')
    const code = declared.hasEvidence ? 'evidence-waits' : 'evidence-only-said'
    const change = reason(declared.hasEvidence ? 'verify-evidence' : 'give-evidence')
    return { result: 'unknown', why: reason(code), change, facts: [declared] }
  },
}
