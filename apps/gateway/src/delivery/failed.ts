import type {
  FailedBody,
  FailedCauses,
  FailedCount,
  FailedDelivery,
  FailedFilter,
  FailedList,
  FailedListRequest,
  SettleMany,
  SettleOne,
  Settled,
} from '@mtandao/contracts'

/**
 * Deliveries that were given up, for people to decide about. What is decided is one transaction each: after a crash it has
 * happened or it has not, and asking again finds out.
 */
export interface FailedDeliveries {
  /** @throws Problem `queue-unavailable`, as all of these */
  causes(filter: FailedFilter): Promise<Pick<FailedCauses, 'queue' | 'causes'>>
  /** Newest failure first. */
  list(request: FailedListRequest): Promise<FailedList>
  count(filter: FailedFilter): Promise<FailedCount>
  find(leg: number): Promise<FailedDelivery | undefined>
  /** `undefined` when the leg is not failed or its body was let go. */
  body(leg: number): Promise<FailedBody | undefined>
  /** Decides about one leg while it is open and as it was seen; else changes nothing. */
  settleOne(leg: number, wish: SettleOne): Promise<Settled>
  /** @throws Problem `count-changed` when not exactly `expected` legs would be touched: then none is */
  settleMany(wish: SettleMany): Promise<Settled>
  close(): Promise<void>
}
