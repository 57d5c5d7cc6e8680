import type { Body, Format } from './body.ts'

/** A GovESB message taken apart. Nothing in it is trusted before `verifyEnvelope` has named a key. */
export interface Envelope {
  readonly format: Format
  /** Java clients answer with `esbrequest`, so the root says nothing about the kind of message. */
  readonly root: 'object' | 'esbrequest' | 'esbresponse'
  /** The exact bytes of the `data` member as they stand in the message; in XML with both tags. */
  readonly signedText: Buffer
  /** The compact re-serialisation of `data`, to be tried second; undefined where it is the same or does not exist. */
  fallbackText(): Buffer | undefined
  /** Undefined when absent, null, or in XML empty. */
  readonly signature: string | undefined
  readonly code: { readonly kind: 'apiCode' | 'pushCode'; readonly value: string } | undefined
  readonly userId: string | undefined
  readonly requestId: string | undefined
  readonly success: boolean | undefined
  readonly message: string | undefined
  readonly body: Body | undefined
}
