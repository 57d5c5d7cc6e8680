import { directiveNotices, workNotices } from '@mtandao/directives'
import { agreementNotices, joiningNotices, type ExchangeWebDeps } from '@mtandao/exchange'
import type { Desk } from './pages/desk-page.ts'

/** What the modules have waiting for a person, the oldest first. */
export function createDesk(deps: {
  readonly exchange: ExchangeWebDeps
  readonly directives: Parameters<typeof directiveNotices>[0] & Parameters<typeof workNotices>[0]
}): Desk {
  return {
    waitingFor: async (actor) => {
      const found = await Promise.all([
        agreementNotices(deps.exchange, actor),
        joiningNotices(deps.exchange, actor),
        directiveNotices(deps.directives, actor),
        workNotices(deps.directives, actor),
      ])
      return found.flat().toSorted((a, b) => a.since.getTime() - b.since.getTime())
    },
  }
}
