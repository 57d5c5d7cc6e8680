import type { Actor, Role } from '@mtandao/identity/contract'
import { holds } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'

/** The steps of an approval, in their order; each is dated and signed. */
export type StepName =
  /** The consumer's ICT officer submits the text. */
  | 'request'
  | 'consumer-data-protection'
  /** The consumer's head asks for it. */
  | 'ask'
  /** The provider's ICT officer: what it means for the system, and the quota. */
  | 'technical'
  | 'provider-data-protection'
  /** The provider's head approves. */
  | 'approve'

export type Party = 'consumer' | 'provider'

export interface PathStep {
  readonly name: StepName
  readonly party: Party
  readonly role: Role
}

const all: Record<StepName, PathStep> = {
  request: { name: 'request', party: 'consumer', role: 'ict-officer' },
  'consumer-data-protection': {
    name: 'consumer-data-protection',
    party: 'consumer',
    role: 'data-protection-officer',
  },
  ask: { name: 'ask', party: 'consumer', role: 'head' },
  technical: { name: 'technical', party: 'provider', role: 'ict-officer' },
  'provider-data-protection': {
    name: 'provider-data-protection',
    party: 'provider',
    role: 'data-protection-officer',
  },
  approve: { name: 'approve', party: 'provider', role: 'head' },
}

/** The whole path. The data protection officers stand on it when the setting of the day says so and there is personal data. */
export function pathOf({ officersApprove }: { readonly officersApprove: boolean }): PathStep[] {
  const names: StepName[] = officersApprove
    ? [
        'request',
        'consumer-data-protection',
        'ask',
        'technical',
        'provider-data-protection',
        'approve',
      ]
    : ['request', 'ask', 'technical', 'approve']
  return names.map((name) => all[name])
}

/** A step as it was taken. */
export interface TakenStep {
  readonly step: StepName
  readonly verdict: 'approved' | 'refused' | 'returned'
  readonly person: string
  readonly contentHash: string
}

/**
 * The steps that count: approvals of the content as it stands, since it was last submitted. A changed content makes what came
 * before void, and so does a return.
 */
export function standingOf<Step extends TakenStep>(
  taken: readonly Step[],
  contentHash: string,
): Step[] {
  const begun = taken.findLastIndex(({ step }) => step === 'request')
  return taken
    .slice(Math.max(begun, 0))
    .filter((step) => step.contentHash === contentHash && step.verdict === 'approved')
}

/** What is awaited next, or undefined when the path is walked. */
export function nextStep(
  path: readonly PathStep[],
  standing: readonly TakenStep[],
): PathStep | undefined {
  return path.find(({ name }) => standing.every(({ step }) => step !== name))
}

/** Whether this person took the step just before: nobody approves two in a row. */
export function tookLast(standing: readonly TakenStep[], person: string): boolean {
  return standing.at(-1)?.person === person
}

/** Whether this person took a step for the other party: nobody agrees with himself, however many institutions he serves. */
export function tookForOther(
  standing: readonly (TakenStep & { readonly institution: string })[],
  actor: Pick<Actor, 'person' | 'institution'>,
): boolean {
  return standing.some(
    ({ person, institution }) => person === actor.person.id && institution !== actor.institution,
  )
}

/** Whether the step is this person's to take, by institution and appointment. */
export function isFor(
  actor: Actor,
  awaited: { readonly institution: string; readonly role: string } | undefined,
): boolean {
  if (!awaited || actor.suspended || actor.institution !== awaited.institution) return false
  return actor.roles.some((role) => role === awaited.role)
}

export type Side = 'consumer' | 'provider' | 'ega'

/**
 * For which side somebody may suspend or end: heads and ICT officers for their institution, e-GA's officers for all.
 * `undefined`: not at all.
 */
export function sideOf(
  actor: Actor,
  parties: { readonly consumer: string; readonly provider: string },
  any: readonly Role[] = ['head', 'ict-officer'],
): Side | undefined {
  if (actor.suspended) return undefined
  if (holds(actor, ...any)) {
    if (actor.institution === parties.consumer) return 'consumer'
    if (actor.institution === parties.provider) return 'provider'
  }
  return holds(actor, 'ega-officer') ? 'ega' : undefined
}

const weight: Record<Side, number> = { consumer: 0, provider: 1, ega: 2 }

/** Whether a stop by this side is put over the one that stands: else the consumer stops first, and takes it back when it likes. */
export function outweighs(side: Side, standing: Side | null): boolean {
  return standing !== null && weight[side] > weight[standing]
}

export const stepNames: Record<StepName, Text> = {
  request: {
    sw: 'Afisa TEHAMA wa mpokea taarifa anawasilisha',
    en: 'The consumer’s ICT officer submits',
  },
  'consumer-data-protection': {
    sw: 'Afisa ulinzi wa taarifa binafsi wa mpokea taarifa anaidhinisha',
    en: 'The consumer’s data protection officer approves',
  },
  ask: {
    sw: 'Mkuu wa Taasisi inayopokea taarifa anaomba',
    en: 'The head of the consuming institution asks',
  },
  technical: {
    sw: 'Afisa TEHAMA wa mtoa taarifa anathibitisha kiufundi',
    en: 'The provider’s ICT officer confirms technically',
  },
  'provider-data-protection': {
    sw: 'Afisa ulinzi wa taarifa binafsi wa mtoa taarifa anaidhinisha',
    en: 'The provider’s data protection officer approves',
  },
  approve: {
    sw: 'Mkuu wa Taasisi inayotoa taarifa anaidhinisha',
    en: 'The head of the providing institution approves',
  },
}

export const roleNames: Record<Role, Text> = {
  'ict-officer': { sw: 'Afisa TEHAMA', en: 'ICT officer' },
  head: { sw: 'Mkuu wa Taasisi', en: 'Head of institution' },
  secretary: { sw: 'Katibu', en: 'Secretary' },
  'ega-officer': { sw: 'Afisa wa e-GA', en: 'e-GA officer' },
  'data-protection-officer': {
    sw: 'Afisa ulinzi wa taarifa binafsi',
    en: 'Data protection officer',
  },
  auditor: { sw: 'Mkaguzi', en: 'Auditor' },
  'minister-office': { sw: 'Ofisi ya Waziri', en: 'Minister’s office' },
}
