import type { BusKeys } from './bus-keys.ts'
import type { CallsSeen } from './call-store.ts'
import type { ScriptFacts } from './first-call-script.ts'
import type { FirstCall } from './first-call-part.ts'
import type { KeyRow } from './client-store.ts'

/** The sandbox bus as the pages need it. */
export interface SandboxBus {
  readonly url: string
  readonly keys: () => Promise<BusKeys | undefined>
}

/** What the first call of this client needs, as far as it is known now. */
export async function firstCallOf(
  bus: SandboxBus,
  client: {
    readonly id: string
    readonly key: Pick<KeyRow, 'curve'> | undefined
    readonly calls: Pick<CallsSeen, 'last'> & { readonly good: FirstCall['good'] }
    readonly here: string
  },
): Promise<FirstCall> {
  const { id, key, calls, here } = client
  const found = { client: id, good: calls.good, last: calls.last, here }
  if (key?.curve === 'Ed25519') return { ...found, script: undefined, why: 'ed25519' }
  const script = await scriptFor(bus, id, key?.curve ?? 'P-256')
  return { ...found, script, why: script ? undefined : 'no-bus' }
}

/** Undefined while the bus's key is not known. */
export async function scriptFor(
  bus: SandboxBus,
  clientId: string,
  curve: KeyRow['curve'],
): Promise<ScriptFacts | undefined> {
  const busKey = (await bus.keys())?.[curve]
  return busKey === undefined ? undefined : { clientId, busUrl: bus.url, busKey }
}
