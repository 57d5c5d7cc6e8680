import type { Approval } from './site-store.ts'

export type ApprovalState = 'approved' | 'ahead' | 'expired' | 'withdrawn' | 'none'

/** How a data centre stands on a day: the best of its approvals decides. */
export function approvalStateOf(approvals: readonly Approval[], day: string): ApprovalState {
  const states = approvals.map((approval) => stateOf(approval, day))
  return order.find((state) => states.includes(state)) ?? 'none'
}

const order: readonly ApprovalState[] = ['approved', 'ahead', 'expired', 'withdrawn']

function stateOf({ from, until, withdrawnOn }: Approval, day: string): ApprovalState {
  if (withdrawnOn !== null && withdrawnOn <= day) return 'withdrawn'
  if (day < from) return 'ahead'
  return until !== null && until < day ? 'expired' : 'approved'
}

/** The last day of the approval that ended last: what a finding tells. */
export function endedOn(approvals: readonly Approval[]): string | null {
  const ends = approvals.flatMap(({ until, withdrawnOn }) => withdrawnOn ?? until ?? [])
  return ends.sort().at(-1) ?? null
}
