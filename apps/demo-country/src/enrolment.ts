import { createHash } from 'node:crypto'
import {
  DEALS,
  INSTANCE,
  OFFERS,
  PARTIES,
  portOf,
  systemIdOf,
  type Deal,
  type Offer,
  type Party,
} from './plan.ts'
import { openApiOf } from './openapi.ts'
import type { CountrySecrets, PartySecrets } from './secrets.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const VALID_DAYS = 10 * 365

/**
 * The application the demo country hands to the bus: the members of a routing snapshot without its version. Secrets of
 * plain providers are in clear here (`{"clear": …}`); the platform seals them for the gateway.
 */
export function enrolmentOf(secrets: CountrySecrets, firstPort: number) {
  const created = Date.parse(secrets.createdAt)
  const valid = {
    from: new Date(created - DAY_MS).toISOString(),
    until: new Date(created + VALID_DAYS * DAY_MS).toISOString(),
  }
  return {
    instance: INSTANCE,
    institutions: PARTIES.map(({ id, class: memberClass, code, name }) => ({
      id,
      class: memberClass,
      code,
      name,
      status: 'active',
    })),
    systems: PARTIES.map(({ id, system }) => ({
      id: systemIdOf(id),
      institution: id,
      code: system.code,
      name: system.name,
      status: 'active',
    })),
    clients: PARTIES.map((party) => clientOf(party, ownOf(secrets, party.id), valid, firstPort)),
    services: OFFERS.map((offer) => serviceOf(offer, secrets, firstPort)),
    agreements: DEALS.map((deal) => agreementOf(deal, valid)),
  }
}

interface Validity {
  readonly from: string
  readonly until: string
}

export function ownOf(secrets: CountrySecrets, partyId: string): PartySecrets {
  const own = secrets.parties[partyId]
  if (own === undefined) throw new Error(`country.json knows no ${partyId}; run init`)
  return own
}

function clientOf(party: Party, own: PartySecrets, valid: Validity, firstPort: number) {
  return {
    id: own.clientId,
    system: systemIdOf(party.id),
    status: 'active',
    generation: 0,
    secretHashes: [createHash('sha256').update(own.clientSecret).digest('base64url')],
    keys: [
      {
        id: own.keyId,
        publicKey: own.publicKey,
        curve: party.curve,
        notBefore: valid.from,
        notAfter: valid.until,
      },
    ],
    certificates: [],
    nidaUserIds: own.nidaUserId === undefined ? [] : [own.nidaUserId],
    ...(party.listens === true
      ? { callback: { url: urlOf(firstPort, party.id, '/pokea'), security: { type: 'signed' } } }
      : {}),
  }
}

function serviceOf(offer: Offer, secrets: CountrySecrets, firstPort: number) {
  const openapi = openApiOf(offer)
  return {
    id: offer.id,
    system: systemIdOf(offer.party),
    code: offer.code,
    name: offer.name,
    version: 'v1',
    kind: offer.kind,
    mode: offer.mode,
    ...(offer.esbCode === undefined ? {} : { esbCode: offer.esbCode }),
    status: 'active',
    ...(offer.kind === 'pull'
      ? {
          endpoint: {
            url: urlOf(firstPort, offer.party, `/huduma/${offer.id}`),
            security: securityOf(offer, secrets),
          },
        }
      : {}),
    format: offer.format,
    timeoutMs: offer.timeoutMs,
    concurrency: 64,
    answerBytesMax: 1024 * 1024,
    endpoints: offer.endpoints,
    ...(openapi === undefined ? {} : { openapi }),
  }
}

function securityOf(offer: Offer, secrets: CountrySecrets) {
  const secret = secrets.bearers[offer.id]
  return secret === undefined
    ? { type: offer.security }
    : { type: 'bearer', secret: { clear: secret } }
}

function agreementOf({ consumer, service, purpose }: Deal, valid: Validity) {
  return {
    id: `${consumer}.${service}`,
    consumer: systemIdOf(consumer),
    service,
    status: 'active',
    purposes: [purpose],
    validFrom: valid.from,
    validUntil: valid.until,
    rules: [],
    quota: { perMinute: 6_000, perDay: 5_000_000, concurrency: 64 },
  }
}

function urlOf(firstPort: number, partyId: string, path: string): string {
  return `http://127.0.0.1:${portOf(firstPort, partyId)}${path}`
}
