import { getConnInfo } from '@hono/node-server/conninfo'
import { httpProblem } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { Context } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'

/** Each minute: a person fills forms in seconds at the fastest; many people may share an address behind a council's link. */
const perPerson = 60
const perAddress = 120

/** Counts what is posted, per person where one is signed in, else per address. */
export function createPostLimit() {
  const people = new RateLimiterMemory({ points: perPerson, duration: 60 })
  const addresses = new RateLimiterMemory({ points: perAddress, duration: 60 })
  return async (address: string, actor: Actor | undefined): Promise<void> => {
    const counted = actor ? people.consume(actor.person.id) : addresses.consume(networkOf(address))
    await counted.catch((cause: unknown) => {
      throw httpProblem('too-many-requests', { cause })
    })
  }
}

/** Whoever has an IPv6 address has 2^64 of them. */
function networkOf(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address
}

/**
 * The address that reached us, or what the outermost of our own proxies saw. Members that a caller added to
 * X-Forwarded-For stand to the left of those and are not believed.
 */
export function addressOf(context: Context, trustedProxies: number): string {
  const forwarded = (context.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((one) => one.trim())
  const seen = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined
  return seen || (connectionOf(context) ?? 'unknown')
}

function connectionOf(context: Context): string | undefined {
  try {
    return getConnInfo(context).remote.address
  } catch {
    // Asked without a connection: by a test, in memory.
    return undefined
  }
}

/** Whether the connection itself comes from this machine, whatever headers say. */
export function asLoopback(context: Context): boolean {
  const address = connectionOf(context) ?? ''
  return /^(::ffff:)?127\.|^::1$/.test(address)
}
