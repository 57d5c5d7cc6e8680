import type { Curve } from '@mtandao/seal'
import { z } from 'zod'

/** The bus's public keys by curve, base64 SPKI. */
export type BusKeys = Readonly<Partial<Record<Curve, string>>>

const Keys = z.object({ 'P-256': z.base64().max(1_024), secp256k1: z.base64().max(1_024) })
const freshMs = 60_000
const timeoutMs = 2_000

/** Asks the gateways of one bus, in turn, for its public keys; undefined while none of them answers. */
export function createBusKeys(
  opsUrls: readonly string[],
  now: () => Date,
): () => Promise<BusKeys | undefined> {
  let known: { readonly keys: BusKeys; readonly at: number } | undefined
  return async () => {
    if (known && now().getTime() - known.at < freshMs) return known.keys
    for (const opsUrl of opsUrls) {
      const keys = await ask(opsUrl)
      if (!keys) continue
      known = { keys, at: now().getTime() }
      return keys
    }
    return known?.keys
  }
}

async function ask(opsUrl: string): Promise<BusKeys | undefined> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(new URL('/keys', opsUrl), { signal, redirect: 'error' })
    const parsed = Keys.safeParse(response.ok ? await response.json() : undefined)
    return parsed.data
  } catch {
    // A gateway that is away: the page says so and offers to try again.
    return undefined
  }
}
