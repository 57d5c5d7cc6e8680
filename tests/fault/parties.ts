/**
 * The other institutions of a crash campaign, in a process of their own so that they can be killed: two providers and two
 * callbacks. What reached them is in their notebook, one JSON line each, written before anything is answered. After a kill
 * they read the notebook again and send the late answers they still owe, as a careful provider would.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import {
  connect,
  sendLateAnswer,
  startParty,
  type PartyServer,
  type Seen,
  type TestClients,
} from '@mtandao/testkit'

export interface PartiesPlan {
  readonly clients: TestClients
  readonly busKeys: Readonly<Record<'P-256' | 'secp256k1', string>>
  readonly gatewayUrl: string
  readonly notebook: string
  readonly ports: Readonly<Record<PartyName, number>>
}

export type PartyName = 'provider' | 'providerK1' | 'callback' | 'callbackK1'

export interface Note {
  readonly party: PartyName
  readonly kind: 'seen' | 'answered'
  readonly requestId: string | undefined
  readonly path: string
  readonly isVerified: boolean | undefined
  readonly format: 'json' | 'xml'
}

export function readNotebook(file: string): Note[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  lines.pop() // after the last line end: nothing, or a line that a kill cut short
  return lines.map((line) => JSON.parse(line) as Note)
}

async function serve(plan: PartiesPlan): Promise<void> {
  const owed = new Map<string, 'json' | 'xml'>()
  for (const { kind, requestId, path, format } of readNotebook(plan.notebook)) {
    if (requestId === undefined) continue
    if (kind === 'seen' && path === '/late') owed.set(requestId, format)
    else if (kind === 'answered') owed.delete(requestId)
  }
  const write = (note: Note) => appendFileSync(plan.notebook, `${JSON.stringify(note)}\n`)
  const keyOf = {
    provider: plan.clients.provider.key,
    providerK1: plan.clients.providerK1.key,
    callback: plan.clients.consumer.key,
    callbackK1: plan.clients.consumerK1.key,
  }
  const servers: PartyServer[] = []
  for (const [party, port] of Object.entries(plan.ports) as [PartyName, number][]) {
    const key = keyOf[party]
    const note = (seen: Seen): Note => ({
      party,
      kind: 'seen',
      requestId: seen.requestId,
      path: seen.path,
      isVerified: seen.verified,
      format: seen.headers['content-type']?.includes('xml') === true ? 'xml' : 'json',
    })
    servers.push(
      await startParty({
        key,
        port,
        busKey: plan.busKeys[key.curve],
        onSeen: (seen) => write(note(seen)),
        onLate(seen) {
          if (seen.requestId !== undefined) owed.set(seen.requestId, note(seen).format)
        },
      }),
    )
  }
  process.stdout.write('ready\n')

  // Owed answers are sent again and again until the bus has one: 409 says that it has.
  for (;;) {
    for (const [requestId, format] of owed) {
      const connector = connect(plan.clients.provider, {
        url: plan.gatewayUrl,
        busKeys: plan.busKeys,
      })
      const status = await sendLateAnswer(connector, plan.gatewayUrl, requestId, format).catch(
        () => 0,
      )
      if (status !== 200 && status !== 409) continue
      write({
        party: 'provider',
        kind: 'answered',
        requestId,
        path: '/late',
        isVerified: undefined,
        format,
      })
      owed.delete(requestId)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

if (import.meta.main) await serve(JSON.parse(process.argv[2] ?? '') as PartiesPlan)
