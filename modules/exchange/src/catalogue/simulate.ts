import type { Database } from '@mtandao/pg'
import { selectService } from '../services/offered-store.ts'
import { problem } from '../services/problems.ts'
import { selectContract, selectVersions } from '../services/version-store.ts'
import { simulatedAnswer, type SimulatedAnswer } from './simulated-answer.ts'

/** A call as the sandbox gateway makes it to a `plain` provider. */
export interface SimulatorCall {
  readonly method: string
  /** What follows the service's own address, '' when nothing does; without the query. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** Bytes of a call; the gateway's own limit of a message is the same. */
export const simulatorBodyBytesMax = 4 * 1024 * 1024

/**
 * Answers in the place of a provider, for the sandbox. Whoever mounts it lets only the gateway reach it: it answers for every
 * published service, and that is why it reads with the plain database.
 * @throws Problem `services.not-found`
 */
export async function simulate(
  { database }: { readonly database: Database },
  serviceId: string,
  call: SimulatorCall,
): Promise<SimulatedAnswer> {
  const service = await selectService(database, serviceId)
  if (!service?.listed) throw problem('not-found')
  const versions = await selectVersions(database, serviceId)
  const version =
    versions.find(({ status }) => status === 'published') ??
    versions.find(({ status }) => status === 'deprecated')
  const contract = version && (await selectContract(database, serviceId, version.number))
  if (!contract) throw problem('version-not-found')
  const type = call.headers['content-type'] ?? ''
  return simulatedAnswer(contract, service.kind, {
    method: call.method.toUpperCase(),
    path: call.path,
    body: call.body,
    format: type.includes('xml') ? 'xml' : type.includes('json') ? 'json' : service.format,
  })
}
