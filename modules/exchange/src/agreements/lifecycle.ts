import type { Text } from '@mtandao/problem'
import { problem } from './problems.ts'

/** The whole life of an agreement. */
export type AgreementState =
  /** Being written by the consumer. */
  | 'draft'
  /** Asked for; steps are outstanding. */
  | 'pending'
  /** In force, from its first day to its last. */
  | 'active'
  | 'suspended'
  /** Its last day has passed; it can still be renewed. */
  | 'expired'
  | 'ended'
  | 'refused'

export const agreementStates: readonly AgreementState[] = [
  'draft',
  'pending',
  'active',
  'suspended',
  'expired',
  'ended',
  'refused',
]

/** What happens to an agreement as a whole. */
export type AgreementMove =
  | 'submit'
  /** Back to the one who asks, by the provider or because the text was changed. */
  | 'reopen'
  | 'refuse'
  | 'withdraw'
  /** A version comes into force. */
  | 'begin'
  | 'suspend'
  | 'resume'
  | 'end'
  | 'expire'

/** A move that is not listed is not allowed. */
const agreementAfter: Record<AgreementState, Partial<Record<AgreementMove, AgreementState>>> = {
  draft: { submit: 'pending', withdraw: 'ended' },
  pending: { reopen: 'draft', refuse: 'refused', withdraw: 'ended', begin: 'active' },
  active: { suspend: 'suspended', end: 'ended', expire: 'expired', begin: 'active' },
  suspended: { resume: 'active', end: 'ended', expire: 'expired', begin: 'suspended' },
  expired: { begin: 'active', end: 'ended' },
  ended: {},
  refused: {},
}

/** One text of an agreement: the first, or a renewal or amendment while another is in force. */
export type VersionState =
  | 'draft'
  | 'pending'
  /** Approved, and its first day has not come. */
  | 'approved'
  | 'in-force'
  | 'superseded'
  | 'refused'
  | 'withdrawn'

export type VersionMove =
  | 'submit'
  | 'reopen'
  | 'refuse'
  | 'withdraw'
  | 'approve'
  | 'begin'
  | 'supersede'

const versionAfter: Record<VersionState, Partial<Record<VersionMove, VersionState>>> = {
  draft: { submit: 'pending', reopen: 'draft', withdraw: 'withdrawn' },
  pending: { reopen: 'draft', refuse: 'refused', withdraw: 'withdrawn', approve: 'approved' },
  approved: { begin: 'in-force', withdraw: 'withdrawn' },
  'in-force': { supersede: 'superseded' },
  superseded: {},
  refused: {},
  withdrawn: {},
}

export function mayMove(state: AgreementState, move: AgreementMove): boolean {
  return agreementAfter[state][move] !== undefined
}

/** @throws Problem `agreements.wrong-state` */
export function advance(state: AgreementState, move: AgreementMove): AgreementState {
  return agreementAfter[state][move] ?? refuse(state, move)
}

/** @throws Problem `agreements.wrong-state` */
export function advanceVersion(state: VersionState, move: VersionMove): VersionState {
  return versionAfter[state][move] ?? refuse(state, move)
}

/** How the bus sees it; undefined: not at all. */
export function busStatusOf(state: AgreementState): 'active' | 'suspended' | 'ended' | undefined {
  switch (state) {
    case 'active':
    case 'suspended':
      return state
    case 'expired':
    case 'ended':
      return 'ended'
    case 'draft':
    case 'pending':
    case 'refused':
    default:
      return undefined
  }
}

export const stateNames: Record<AgreementState, Text> = {
  draft: { sw: 'rasimu', en: 'draft' },
  pending: { sw: 'yanasubiri idhini', en: 'awaiting approval' },
  active: { sw: 'yanatumika', en: 'in force' },
  suspended: { sw: 'yamesimamishwa', en: 'suspended' },
  expired: { sw: 'muda umekwisha', en: 'expired' },
  ended: { sw: 'yamehitimishwa', en: 'ended' },
  refused: { sw: 'yamekataliwa', en: 'refused' },
}

const versionNames: Record<VersionState, Text> = {
  draft: stateNames.draft,
  pending: stateNames.pending,
  approved: { sw: 'imeidhinishwa', en: 'approved' },
  'in-force': stateNames.active,
  superseded: { sw: 'imebadilishwa na nyingine', en: 'superseded' },
  refused: stateNames.refused,
  withdrawn: { sw: 'imeondolewa', en: 'withdrawn' },
}

const moveNames: Record<AgreementMove | VersionMove, Text> = {
  submit: { sw: 'kuwasilisha', en: 'submit' },
  reopen: { sw: 'kufungua tena', en: 'reopen' },
  refuse: { sw: 'kukataa', en: 'refuse' },
  withdraw: { sw: 'kuondoa', en: 'withdraw' },
  begin: { sw: 'kuanza kutumika', en: 'bring into force' },
  suspend: { sw: 'kusimamisha', en: 'suspend' },
  resume: { sw: 'kurejesha', en: 'resume' },
  end: { sw: 'kuhitimisha', en: 'end' },
  expire: { sw: 'kuisha muda', en: 'expire' },
  approve: { sw: 'kuidhinisha', en: 'approve' },
  supersede: { sw: 'kubadilisha', en: 'supersede' },
}

function refuse(state: AgreementState | VersionState, move: AgreementMove | VersionMove): never {
  const now = { ...versionNames, ...stateNames }[state]
  throw problem('wrong-state', {
    detail: {
      sw: `Hali ni «${now.sw}»; haiwezekani ${moveNames[move].sw}.`,
      en: `The state is «${now.en}»; it is not possible to ${moveNames[move].en}.`,
    },
    extra: { state },
  })
}
