import type { Client, Endpoint, Service } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'
import { openSecret, sealSecret } from '@mtandao/seal'
import { findCallbacks } from '../rights/client-store.ts'
import { findEndpoints } from '../rights/service-store.ts'
import type { Enrolment, EnrolmentEndpoint } from './enrolment.ts'

type Secret = { readonly clear: string } | { readonly sealed: string }

/**
 * Replaces secrets in the clear by sealed ones, with the id of the service or client as additional data. A secret that is
 * stored already under the same key keeps its sealed text, so that repeating an import changes nothing.
 */
export async function sealSecrets(
  db: Db,
  file: Enrolment,
  sealingKey: Uint8Array,
): Promise<{ clients: Client[]; services: Service[] }> {
  const callbacks = storedOf(
    await findCallbacks(
      db,
      file.clients.map((client) => client.id),
    ),
  )
  const endpoints = storedOf(
    await findEndpoints(
      db,
      file.services.map((service) => service.id),
    ),
  )
  return {
    clients: file.clients.map(({ callback, ...client }) => ({
      ...client,
      ...(callback && {
        callback: sealEndpoint(callback, client.id, callbacks.get(client.id), sealingKey),
      }),
    })),
    services: file.services.map(({ endpoint, ...service }) => ({
      ...service,
      ...(endpoint && {
        endpoint: sealEndpoint(endpoint, service.id, endpoints.get(service.id), sealingKey),
      }),
    })),
  }
}

function storedOf(rows: readonly { id: string; endpoint: Endpoint }[]): Map<string, Endpoint> {
  return new Map(rows.map(({ id, endpoint }) => [id, endpoint]))
}

function sealEndpoint(
  { url, security }: EnrolmentEndpoint,
  owner: string,
  stored: Endpoint | undefined,
  key: Uint8Array,
): Endpoint {
  const seal = (secret: Secret) => {
    if ('sealed' in secret) return secret
    const before = stored && sealedText(stored)
    const same = before !== undefined && openSecret(key, owner, before)?.toString() === secret.clear
    return { sealed: same ? before : sealSecret(key, owner, secret.clear) }
  }
  switch (security.type) {
    case 'bearer':
    case 'basic':
      return { url, security: { ...security, secret: seal(security.secret) } }
    case 'mtls':
      return { url, security: { ...security, key: seal(security.key) } }
    case 'signed':
    case 'plain':
    default:
      return { url, security }
  }
}

function sealedText({ security }: Endpoint): string | undefined {
  if (security.type === 'bearer' || security.type === 'basic') return security.secret.sealed
  return security.type === 'mtls' ? security.key.sealed : undefined
}
