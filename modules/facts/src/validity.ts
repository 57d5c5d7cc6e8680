import { catalogue } from './catalogue.ts'

const dayMs = 86_400_000

/** Until when a fact of this type says something, when whoever records it says nothing else. */
export function validUntil(type: string, observedAt: Date): Date | null {
  const days = catalogue[type]?.validDays ?? null
  return days === null ? null : new Date(observedAt.getTime() + days * dayMs)
}
