import type { CommonFacts } from './evidence/encode-entry.ts'
import type {
  AgreementEntry,
  ClientEntry,
  RoutingTable,
  ServiceEntry,
  SystemEntry,
} from './snapshot/routing-table.ts'

/**
 * Evidence that a step was taken. Each step of `exchange` demands what the step before it returns, so leaving one out does
 * not compile. Only the file that performs a step mints its proof. A proof shows that a step was taken, not that it was for
 * this message: `exchange` is one short function so that a reader can see that too.
 */
declare const proof: unique symbol
type Proof<Name extends string> = { readonly [proof]: Name }

/** Minted in access/authenticate.ts. */
export type Caller = Proof<'authenticated'> & {
  readonly client: ClientEntry
  /** Id of the key that signed the message, and the signature, where there was one. */
  readonly key: string | undefined
  readonly signature: string | undefined
  readonly table: RoutingTable
}

/** Minted in access/resolve.ts. */
export type Route = Proof<'resolved'> & {
  readonly service: ServiceEntry
  /** What is asked of it, for the rules of the agreement: `POST` and the GovESB call, or the r1 method and path. */
  readonly method: string
  readonly path: string
  /** For a late answer: the system that asked, and so gets it. */
  readonly asker?: SystemEntry | undefined
}

/** Minted in access/authorise.ts. */
export type Authorised = Proof<'authorised'> & {
  readonly caller: Caller
  readonly route: Route
  /** Absent where no agreement is needed: a producer handing in a push, a provider answering. */
  readonly agreement: AgreementEntry | undefined
  readonly purpose: string | undefined
  /** The class of the path (the matched rule), never the path itself: paths can hold personal data. */
  readonly operation: string
  /** Gives the slot of the agreement's concurrency back; call once, whatever happened. */
  readonly release: () => void
  /** `RateLimit` header value at the time of the decision. */
  readonly rateLimit: string | undefined
}

/** Minted in evidence/recorder.ts, when the entry is durable. */
export type Recorded = Proof<'recorded'> & {
  readonly exchange: string
  readonly index: number
  /** Index of the request entry of this exchange. */
  readonly request: number
  readonly salt: Buffer
  /** What its entry says of who, what and why; the later entries of the exchange say the same. */
  readonly common: CommonFacts
}

/** The one place where a proof comes into being: a cast that only the minting files import. */
export function mint<P extends Proof<string>>(fields: Omit<P, typeof proof>): P {
  return fields as P
}
