/** Upekuzi: status and dates, never what was found. */
export const vettingStates = [
  'not-requested',
  'requested',
  'in-progress',
  'cleared',
  'not-cleared',
  'expired',
] as const
export type Vetting = (typeof vettingStates)[number]

/** A clearance that has run out says so by itself. How long one lasts is no law that we could read: the date is given. */
export function vettingOn(
  { vetting, vettingUntil }: { readonly vetting: Vetting; readonly vettingUntil: string | null },
  day: string,
): Vetting {
  return vetting === 'cleared' && vettingUntil !== null && vettingUntil < day ? 'expired' : vetting
}
