import { createPublicKey, type KeyObject } from 'node:crypto'
import { RoutingSnapshot, SnapshotRefused, verifyRoutingSnapshot } from '@mtandao/contracts'
import { CommandFault, EXIT, both, type Outcome } from '../words.ts'
import { keyOrFile, readInput } from './read-input.ts'

const SNAPSHOT_BYTES_MAX = 1024 * 1024 * 1024

/** `snapshot show`: what a routing snapshot says, and whether its signature is right when a key is given. */
export async function snapshotCommand(file: string, key: string | undefined): Promise<Outcome> {
  const text = readInput(file, SNAPSHOT_BYTES_MAX).toString('utf8').trim()
  try {
    const snapshot =
      key === undefined ? openUnverified(text) : await verifyRoutingSnapshot(text, parseKey(key))
    return outcomeOf(snapshot, key !== undefined)
  } catch (cause) {
    if (!(cause instanceof SnapshotRefused)) throw cause
    const wrong = {
      sw: `Ramani ya njia SI sahihi: ${cause.message}`,
      en: `NOT right: ${cause.message}`,
    }
    return {
      exitCode: EXIT.wrong,
      json: { ok: false, reason: cause.reason, detail: cause.message },
      lines: [both(wrong)],
    }
  }
}

function parseKey(value: string): KeyObject {
  try {
    const der = Buffer.from(keyOrFile(value), 'base64')
    return createPublicKey({ key: der, format: 'der', type: 'spki' })
  } catch (cause) {
    if (cause instanceof CommandFault) throw cause
    throw new CommandFault({
      sw: '--key si ufunguo wa umma (base64 SPKI)',
      en: '--key is not a public key (base64 SPKI)',
    })
  }
}

function openUnverified(text: string): RoutingSnapshot {
  const [, payload = ''] = text.split('.')
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch (cause) {
    throw new SnapshotRefused('bad-shape', 'not a compact JWS with a JSON payload', { cause })
  }
  const parsed = RoutingSnapshot.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new SnapshotRefused('bad-shape', `${issue?.path.join('.')}: ${issue?.message}`)
}

function outcomeOf(snapshot: RoutingSnapshot, isVerified: boolean): Outcome {
  const { instance, version, issuedAt, expiresAt } = snapshot
  const isExpired = Date.parse(expiresAt) <= Date.now()
  const counts = {
    institutions: snapshot.institutions.length,
    systems: snapshot.systems.length,
    clients: snapshot.clients.length,
    services: snapshot.services.length,
    agreements: snapshot.agreements.length,
  }
  const signature = isVerified
    ? { sw: 'Saini ni sahihi', en: 'The signature is right' }
    : { sw: 'Saini HAIJAHAKIKIWA (toa --key)', en: 'The signature was NOT VERIFIED (give --key)' }
  const lines = [
    `${instance}  v${version}`,
    both({ sw: `Imetolewa ${issuedAt}`, en: `issued ${issuedAt}` }),
    both({
      sw: `${isExpired ? 'IMEKWISHA' : 'Inaisha'} ${expiresAt}`,
      en: `${isExpired ? 'EXPIRED' : 'expires'} ${expiresAt}`,
    }),
    both({ sw: `Taasisi ${counts.institutions}`, en: `institutions ${counts.institutions}` }),
    both({ sw: `Mifumo ${counts.systems}`, en: `systems ${counts.systems}` }),
    both({ sw: `Wateja ${counts.clients}`, en: `clients ${counts.clients}` }),
    both({ sw: `Huduma ${counts.services}`, en: `services ${counts.services}` }),
    both({ sw: `Makubaliano ${counts.agreements}`, en: `agreements ${counts.agreements}` }),
    both(signature),
  ]
  return {
    exitCode: isExpired ? EXIT.wrong : EXIT.ok,
    json: {
      ok: !isExpired,
      instance,
      version,
      issuedAt,
      expiresAt,
      isExpired,
      isVerified,
      ...counts,
    },
    lines,
  }
}
