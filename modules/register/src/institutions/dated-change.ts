import { problem } from '../problems.ts'

/**
 * Whether a change may take effect on a day: not before what it replaces began, and not in the days to come, for what is
 * denormalised is of today.
 * @param from the day given; @param begun when the present row began, null: always was
 * @throws Problem `register.date-order`, `register.date-ahead`
 */
export function requireOrder(from: string, begun: string | null, today: string): void {
  if (from > today) throw problem('date-ahead', { extra: { field: 'from' } })
  if (begun !== null && from < begun) {
    throw problem('date-order', {
      detail: {
        sw: `Iliyopo ilianza ${begun}; chagua siku hiyo au ya baadaye.`,
        en: `The present one began on ${begun}; choose that day or a later one.`,
      },
      extra: { field: 'from' },
    })
  }
}
