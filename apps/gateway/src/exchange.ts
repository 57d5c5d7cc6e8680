import type { EntryKind } from '@mtandao/contracts'
import type { Facts, Recorder } from './evidence/recorder.ts'
import type { Authorised, Caller, Recorded, Route } from './proofs.ts'

/** How one door takes the steps. `Message` is what came in, `Answer` what the provider (or the queue) said. */
export interface Door<Message, Answer, Sealed extends SealedAnswer> {
  authenticate(message: Message): Caller | Promise<Caller>
  resolve(message: Message, caller: Caller): Route | Promise<Route>
  authorise(message: Message, caller: Caller, route: Route): Authorised
  /** What the request entry says. */
  question(message: Message, allowed: Authorised): Facts
  /** Sends it on. The provider's faults are answers too: they are recorded and sealed like any other. */
  forward(message: Message, allowed: Authorised, asked: Recorded): Promise<Answer>
  /** The answer in place of one that could not be sealed: it holds what cannot be said in the caller's format. */
  mend(error: unknown, asked: Recorded, answer: Answer): Answer
  /** Makes the answer as it will leave, signed, and what the response entry says of it. */
  seal(message: Message, allowed: Authorised, asked: Recorded, answer: Answer): Sealed
  /** Lets the answer go. Demands the proof that its entry is durable. */
  release(message: Message, sealed: Sealed, answered: Recorded): void | Promise<void>
}

export interface SealedAnswer {
  readonly facts: Facts
}

/**
 * The life of a message. Each step needs what the step before it returns, so none can be skipped: without an entry in the
 * log there is nothing to call `forward` with, and without a second one nothing leaves. The seal is made before the second
 * record, so that the bus's own signature is in evidence too.
 *
 * A crash after `forward` leaves a request entry without a response: the next start closes it (evidence/reconcile.ts).
 */
export async function exchange<Message, Answer, Sealed extends SealedAnswer>(
  door: Door<Message, Answer, Sealed>,
  recorder: Recorder,
  message: Message,
): Promise<void> {
  const caller = await door.authenticate(message) //                                   401
  const route = await door.resolve(message, caller) //                                 400, 404
  const allowed = door.authorise(message, caller, route) //                            403, 429
  try {
    const asked = await recorder.request(door.question(message, allowed)) //           503: nothing was forwarded
    const answer = await door.forward(message, allowed, asked) //                      502, 503, 504, inside the answer
    const sealed = seal(door, message, { allowed, asked, answer })
    const answered = await recorder.later(asked, responseKind, sealed.facts) //        503: nothing was answered
    await door.release(message, sealed, answered)
  } finally {
    allowed.release()
  }
}

/** What was forwarded is answered, whatever the answer holds: a fault in sealing it is itself sealed and recorded. */
function seal<Message, Answer, Sealed extends SealedAnswer>(
  door: Door<Message, Answer, Sealed>,
  message: Message,
  {
    allowed,
    asked,
    answer,
  }: { readonly allowed: Authorised; readonly asked: Recorded; readonly answer: Answer },
): Sealed {
  try {
    return door.seal(message, allowed, asked, answer)
  } catch (error) {
    return door.seal(message, allowed, asked, door.mend(error, asked, answer))
  }
}

const responseKind: EntryKind = 'response'
