import { createHash } from 'node:crypto'
import type { Agreement, Client, Service } from '@mtandao/contracts'
import { addressOfHost } from '@mtandao/net'
import type { RegisterEntries } from '@mtandao/register/contract'
import { salamu, salamuInstitution, salamuService, salamuSystem } from '../joining/salamu.ts'

/** A right to try a service: consuming system × service. */
export interface SandboxGrant {
  readonly consumer: string
  readonly service: string
  readonly validFrom: Date
  readonly validUntil: Date
}

/** Generous for a person who tries things, finite for a program that runs wild. */
const quota = { perMinute: 120, perDay: 20_000, concurrency: 8 }
const yearMs = 365 * 24 * 60 * 60 * 1000

/** Institutions and systems as they are, and the one that offers Salamu. */
export function sandboxEntries({ institutions, systems }: RegisterEntries): RegisterEntries {
  const hasEga = institutions.some(({ id }) => id === salamuInstitution.id)
  const others = systems.filter(({ id }) => id !== salamuSystem.id)
  return {
    institutions: hasEga ? institutions : [...institutions, salamuInstitution],
    systems: [...others, salamuSystem],
  }
}

/**
 * What is offered, answered by the simulator. Asynchronous services answer at once here: a simulator is no system that could
 * answer later. Push services have no endpoint: they reach the callbacks of sandbox clients.
 */
export function sandboxServices(services: readonly Service[], simulatorUrl: string): Service[] {
  const others = services.filter(
    ({ id, esbCode }) => id !== salamu.id && esbCode !== salamu.apiCode,
  )
  return [
    ...others.map((service): Service =>
      service.kind === 'push'
        ? service
        : {
            ...service,
            mode: 'sync',
            endpoint: { url: `${simulatorUrl}/${service.id}`, security: { type: 'plain' } },
          },
    ),
    salamuService(`${simulatorUrl}/${salamu.id}`),
  ]
}

/** Grants as agreements, and Salamu for every system that has a client here. */
export function sandboxAgreements(
  grants: readonly SandboxGrant[],
  clients: readonly Client[],
  offered: ReadonlySet<string>,
  now: Date,
): Agreement[] {
  const consumers = [...new Set(clients.map(({ system }) => system))]
  return [
    ...grants.filter(({ service }) => offered.has(service)),
    ...consumers.map((consumer) => ({
      consumer,
      service: salamu.id,
      validFrom: new Date(now.getTime() - yearMs),
      validUntil: new Date(now.getTime() + yearMs),
    })),
  ].map(({ consumer, service, validFrom, validUntil }) => ({
    id: agreementId(consumer, service),
    consumer,
    service,
    status: 'active',
    purposes: ['sandbox'],
    validFrom: validFrom.toISOString(),
    validUntil: validUntil.toISOString(),
    rules: [],
    quota,
  }))
}

/** Two ids of up to 64 characters do not fit into one of 64. */
function agreementId(consumer: string, service: string): string {
  const digest = createHash('sha256').update(`${consumer}\n${service}`).digest('base64url')
  return `sandbox.${digest.slice(0, 22)}`
}

/** The simulator's own address, when it is written as one: it may lie where no provider may. */
export function simulatorNetworks(simulatorUrl: string): string[] {
  const host = new URL(simulatorUrl).hostname
  if (host === 'localhost') return ['127.0.0.1/32', '::1/128']
  const address = addressOfHost(host)
  if (!address) return []
  return [host.startsWith('[') ? `${host.slice(1, -1)}/128` : `${host}/32`]
}
