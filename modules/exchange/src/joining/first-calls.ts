import type { Environment } from '../contract.ts'
import type { BusKeys } from './bus-keys.ts'
import type { BusSeen } from './bus-part.ts'
import type { CallsSeen } from './call-store.ts'
import type { ScriptFacts } from './first-call-script.ts'
import type { FirstCall } from './first-call-part.ts'
import type { KeyRow } from './client-store.ts'
import type { ClientSeen } from './see-clients.ts'

/** A bus as the pages need it. */
export interface KnownBus {
  readonly url: string
  readonly keys: () => Promise<BusKeys | undefined>
}

export type Buses = Readonly<Record<Environment, KnownBus>>

/** The bus of this client, with its key on the curve of the client's newest. */
export async function busFor(
  buses: Buses,
  { client, keys }: Pick<ClientSeen, 'client' | 'keys'>,
): Promise<BusSeen> {
  const { environment } = client
  const { url, keys: askKeys } = buses[environment]
  const curve = keys.find(({ state }) => state === 'counts' || state === 'ending')?.curve
  const known = await askKeys()
  const key = known?.[curve === undefined || curve === 'Ed25519' ? 'P-256' : curve]
  return { environment, url, key }
}

/** What the first call of this client needs, as far as it is known now. */
export async function firstCallOf(
  bus: KnownBus,
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
  bus: KnownBus,
  clientId: string,
  curve: KeyRow['curve'],
): Promise<ScriptFacts | undefined> {
  const busKey = (await bus.keys())?.[curve]
  return busKey === undefined ? undefined : { clientId, busUrl: bus.url, busKey }
}
