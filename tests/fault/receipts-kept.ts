import type { JournalEntry, Receipt } from '@mtandao/contracts'
import { connect, type GatewayProcess, type TestClient } from '@mtandao/testkit'
import { httpTiles, TileReader, verifyConsistency, verifyProof } from '@mtandao/tlog'

/** A receipt as a party took it away, with the checkpoint it ends in. */
export interface KeptReceipt {
  readonly exchange: string
  readonly size: number
  readonly root: Uint8Array
}

/**
 * Fetches a receipt and verifies it under the pinned key of the log: every entry proved, all of one exchange, all in one
 * checkpoint, request and answer both there.
 * @throws Error saying what is wrong with it; `undefined` when the gateway could not be reached
 */
export async function takeReceipt(
  gateway: GatewayProcess,
  client: TestClient,
  exchange: string,
): Promise<KeptReceipt | undefined> {
  const text = await fetchReceipt(gateway, client, exchange).catch(() => undefined)
  if (text === undefined) return undefined
  const receipt = JSON.parse(text) as Receipt
  const proved = receipt.entries.map(({ entry, proof, index }) => {
    const bytes = Buffer.from(entry, 'base64')
    const found = verifyProof(proof, bytes, { log: gateway.logKey })
    if (found.index !== index) throw new Error(`receipt ${exchange}: proof of another index`)
    return { ...found, entry: JSON.parse(bytes.toString()) as JournalEntry }
  })
  const [first] = proved
  const kinds = proved.map((one) => one.entry.kind)
  if (!first || proved.some((one) => one.entry.exchange !== exchange))
    throw new Error(`receipt ${exchange}: entries of another exchange`)
  if (!kinds.includes('refused') && !(kinds.includes('request') && kinds.includes('response')))
    throw new Error(`receipt ${exchange}: holds only ${kinds.join(', ')}`)
  if (proved.some((one) => one.checkpoint.size !== first.checkpoint.size))
    throw new Error(`receipt ${exchange}: proofs end in different checkpoints`)
  return { exchange, size: first.checkpoint.size, root: first.checkpoint.root }
}

async function fetchReceipt(
  gateway: GatewayProcess,
  client: TestClient,
  exchange: string,
): Promise<string> {
  const { access_token: token } = await connect(client, gateway).helper.getAccessToken()
  const response = await fetch(`${gateway.url}/receipts/${exchange}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`receipt ${exchange}: ${response.status} ${text}`)
  return text
}

/** Which kept receipts the log of today contradicts: its new checkpoint must extend each of theirs (RFC 9162 §2.1.4). */
export async function contradicted(
  gateway: Pick<GatewayProcess, 'opsUrl' | 'logKey'>,
  kept: readonly KeptReceipt[],
): Promise<string[]> {
  const reader = new TileReader(httpTiles(`${gateway.opsUrl}/journal/0/`))
  const now = await reader.checkpoint(gateway.logKey)
  const wrong: string[] = []
  for (const { exchange, size, root } of kept) {
    if (size > now.size) {
      wrong.push(`${exchange}: its checkpoint has ${size} entries, the log now ${now.size}`)
      continue
    }
    const proof = await reader.consistencyProof(size, now.size)
    if (!verifyConsistency({ size1: size, root1: root, size2: now.size, root2: now.root, proof }))
      wrong.push(`${exchange}: the log of today is not an extension of its checkpoint`)
  }
  return wrong
}
