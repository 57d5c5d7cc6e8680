import { generateKeyPairSync } from 'node:crypto'
import type { Act } from '@mtandao/audit/contract'
import type { Service } from '@mtandao/contracts'
import type { Actor, Identity, Role } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import type { AgreementTerms } from '../src/agreements/content.ts'
import type { AgreementDeps } from '../src/agreements/deps.ts'
import { upsertServices } from '../src/rights/service-store.ts'

/** Three institutions with their systems and people, for tests of agreements. */

export const keys = generateKeyPairSync('ed25519')
export const acts: Act[] = []

const both = (text: string) => ({ sw: `${text} (sw)`, en: text })

/** A person of an institution; the same roles give the same person. */
export function actorOf(institution: string, ...roles: readonly Role[]): Actor {
  const id = `${institution}-${roles.join('-')}`
  return {
    person: { id, name: `Mtu wa ${id}`, email: `${id}@mfano.go.tz` },
    institution,
    institutionName: both(institution),
    roles,
    appointments: [],
    suspended: false,
  }
}

export const suspendedOf = (actor: Actor): Actor => ({ ...actor, suspended: true })

const identity: Identity = {
  personNames: async (_db, ids) => new Map(ids.map((id) => [id, `Mtu wa ${id}`])),
  holders: async (_db, institution, any) =>
    any.map((role) => {
      const { person } = actorOf(institution, role)
      return { id: person.id, name: person.name }
    }),
}

export function agreementDeps(
  database: Database,
  register: Register,
  now = () => new Date('2026-03-02T09:00:00Z'),
): AgreementDeps {
  return {
    database,
    register,
    identity,
    audit: { record: async (_db, _who, act) => void acts.push(act) },
    signingKey: keys.privateKey,
    now,
  }
}

const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  paths: {
    '/p': {
      get: {
        responses: {
          200: {
            description: 'ok',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Person' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Person: {
        type: 'object',
        properties: {
          jina: { type: 'string' },
          anuani: { type: 'object', properties: { mkoa: { type: 'string' } } },
        },
      },
    },
  },
})

export function serviceOf(id: string, system: string): Service {
  return {
    id,
    system,
    code: id,
    name: both(id),
    version: '1',
    kind: 'pull',
    mode: 'sync',
    esbCode: id.toUpperCase(),
    status: 'active',
    endpoint: { url: 'http://127.0.0.1:1/', security: { type: 'signed' } },
    format: 'json',
    timeoutMs: 5000,
    concurrency: 10,
    answerBytesMax: 65_536,
    endpoints: [{ method: 'POST', path: '/**' }],
    openapi: document,
  }
}

/** heslb consumes, nida provides `person`, brela provides `company`. */
export async function enrolCountry({ database, register }: AgreementDeps): Promise<void> {
  const institutions = ['heslb', 'nida', 'brela', 'ega']
  await database.transact(async (db) => {
    await register.enrol(db, {
      institutions: institutions.map((id) => ({
        id,
        class: 'GOV',
        code: id.toUpperCase(),
        name: both(id),
        status: 'active',
      })),
      systems: institutions.map((id) => ({
        id: `${id}-sys`,
        institution: id,
        code: 'SYS',
        name: both(`${id} system`),
        status: 'active',
      })),
    })
    await upsertServices(db, [
      serviceOf('person', 'nida-sys'),
      serviceOf('company', 'brela-sys'),
      serviceOf('loans', 'heslb-sys'),
    ])
  })
}

export const terms: AgreementTerms = {
  purpose: 'MKOPO',
  purposeSw: 'Kuthibitisha mwombaji wa mkopo',
  purposeEn: '',
  legalBasis: 'Ombi la mwombaji',
  citation: '',
  dataItems: ['jina', 'anuani.mkoa'],
  retentionDays: 365,
  retentionThen: 'Zitafutwa',
  personalData: true,
  consumerRegistration: 'namba ya HESLB',
  perDay: 1000,
  peakPerMinute: 60,
  validFrom: '2026-03-01',
  validUntil: '2027-02-28',
}

export const quota = { perMinute: 30, perDay: 500, concurrency: 5 }
