/** How often something may be tried: `countMax` times in `windowMs`; one more locks for `lockMs`. */
export interface Limit {
  readonly countMax: number
  readonly windowMs: number
  readonly lockMs: number
}

const minute = 60_000

/** By what is tried and whom it is counted for. Institutions share an address, so an address may try more often. */
export const limits = {
  'password-email': { countMax: 5, windowMs: 15 * minute, lockMs: 15 * minute },
  'password-address': { countMax: 50, windowMs: 15 * minute, lockMs: 15 * minute },
  'code-person': { countMax: 5, windowMs: 15 * minute, lockMs: 15 * minute },
  'code-address': { countMax: 50, windowMs: 15 * minute, lockMs: 15 * minute },
  'recovery-email': { countMax: 3, windowMs: 60 * minute, lockMs: 60 * minute },
  'recovery-address': { countMax: 20, windowMs: 60 * minute, lockMs: 60 * minute },
  'passkey-address': { countMax: 60, windowMs: 15 * minute, lockMs: 15 * minute },
  'link-address': { countMax: 60, windowMs: 15 * minute, lockMs: 15 * minute },
} as const satisfies Readonly<Record<string, Limit>>

export type Tried = keyof typeof limits
