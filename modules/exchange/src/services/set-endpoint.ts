import type { Endpoint } from '@mtandao/contracts'
import type { Actor } from '@mtandao/identity/contract'
import { parseCidr } from '@mtandao/net'
import { sealSecret } from '@mtandao/seal'
import { checkUrl } from '../networks/check-url.ts'
import { selectNetworksInForce } from '../networks/network-store.ts'
import { changeService, type ServicesDeps } from './deps.ts'
import { saveEndpoint, selectEndpoint } from './endpoint-store.ts'
import type { ServiceEndpoint } from './offered-service.ts'
import { problem } from './problems.ts'
import { writeRoute } from './publish-version.ts'
import { selectContract, selectVersions } from './version-store.ts'

/**
 * How the provider wants to be called. A secret that is left out stays as it is, where there is one of the same kind for the same
 * host: whoever may change the address must not learn the secret by it.
 */
export interface EndpointToSet {
  readonly url?: string | undefined
  readonly security: 'signed' | 'plain' | 'bearer' | 'basic' | 'mtls'
  readonly username?: string | undefined
  readonly secret?: string | undefined
  /** PEM. */
  readonly certificate?: string | undefined
  readonly key?: string | undefined
  readonly ca?: string | undefined
  readonly timeoutMs: number
  readonly concurrency: number
  readonly answerBytesMax: number
  readonly quota: { readonly perMinute: number; readonly perDay: number }
}

/**
 * Where the bus finds the provider. In force at the gateway within a second or two when the service is published.
 * @throws Problem `networks.url-refused`, `services.secret-missing`
 */
export async function setEndpoint(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
  asked: EndpointToSet,
): Promise<void> {
  const { url } = asked
  if (url !== undefined) await checkProviderUrl(deps, url, asked.security)
  await changeService(deps, actor, id, async (db, service) => {
    const stored = await selectEndpoint(db, id)
    if (service.kind === 'pull' && url === undefined) {
      throw problem('endpoint-missing', { extra: { field: 'url' } })
    }
    const kept: ServiceEndpoint = {
      endpoint:
        url === undefined || service.kind === 'push'
          ? null
          : { url, security: sealed(asked, stored.endpoint, id, deps.sealingKey) },
      timeoutMs: asked.timeoutMs,
      concurrency: asked.concurrency,
      answerBytesMax: asked.answerBytesMax,
      quota: asked.quota,
    }
    await saveEndpoint(db, id, service.institution, kept, {
      at: deps.now(),
      by: actor.person.id,
    })
    const [newest] = (await selectVersions(db, id)).filter(({ status }) => status !== 'draft')
    const contract = newest && (await selectContract(db, id, newest.number))
    if (service.listed && newest && contract) await writeRoute(db, service, newest.number, contract)
    await deps.audit.record(db, actor, {
      action: 'exchange.service-endpoint-set',
      subject: { type: 'service', id },
      institutions: [service.institution],
      detail: { url: url ?? null, security: asked.security, timeoutMs: asked.timeoutMs },
    })
  })
}

/** The addresses are looked up before any row is locked: a slow resolver holds up nobody else. */
async function checkProviderUrl(deps: ServicesDeps, url: string, security: string): Promise<void> {
  // The plain database: what is allowed is the country's decision, the same for everybody.
  const decided = await selectNetworksInForce(deps.database, deps.now())
  const allowed = [...deps.allowedNetworks, ...decided].flatMap((cidr) => parseCidr(cidr) ?? [])
  await checkUrl(url, security, allowed, deps.resolve)
}

function isSameHost(before: string, after: string | undefined): boolean {
  const [from, to] = [URL.parse(before), URL.parse(after ?? '')]
  return from !== null && to !== null && from.protocol === to.protocol && from.host === to.host
}

function sealed(
  asked: EndpointToSet,
  stored: Endpoint | null,
  owner: string,
  sealingKey: Uint8Array,
): Endpoint['security'] {
  const before = stored && isSameHost(stored.url, asked.url) ? stored.security : undefined
  const seal = (text: string | undefined, kept: string | undefined, field: string) => {
    if (text) return { sealed: sealSecret(sealingKey, owner, text) }
    if (kept !== undefined) return { sealed: kept }
    throw problem('secret-missing', { extra: { field } })
  }
  switch (asked.security) {
    case 'bearer':
      return {
        type: 'bearer',
        secret: seal(
          asked.secret,
          before?.type === 'bearer' ? before.secret.sealed : undefined,
          'secret',
        ),
      }
    case 'basic': {
      const username = asked.username ?? ''
      if (username === '') throw problem('secret-missing', { extra: { field: 'username' } })
      const kept =
        before?.type === 'basic' && before.username === username ? before.secret.sealed : undefined
      return { type: 'basic', username, secret: seal(asked.secret, kept, 'secret') }
    }
    case 'mtls': {
      const certificate = asked.certificate ?? ''
      if (certificate === '') throw problem('secret-missing', { extra: { field: 'certificate' } })
      const kept =
        before?.type === 'mtls' && before.certificate === certificate
          ? before.key.sealed
          : undefined
      return {
        type: 'mtls',
        certificate,
        key: seal(asked.key, kept, 'privateKey'),
        ...(asked.ca ? { ca: asked.ca } : {}),
      }
    }
    case 'signed':
    case 'plain':
    default:
      return { type: asked.security }
  }
}
