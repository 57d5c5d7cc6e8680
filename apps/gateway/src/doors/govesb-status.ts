import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyFromPlain } from '@mtandao/seal'
import { authenticate } from '../access/authenticate.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { problem } from '../problems.ts'
import { sealAnswer, sendSealed } from './govesb-answer.ts'
import { busKeyFor } from './govesb-message.ts'
import { credentialsOf } from './http.ts'

/**
 * `GET /engine/esb/requests/{requestId}`: where an asynchronous request or a push is. For its sender, its provider, and the
 * systems it goes to; signed like every answer of this door.
 * @throws Problem 401, 403, 404, 503
 */
export async function sendQueueStatus(
  parts: GatewayParts,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const credentials = credentialsOf(request)
  const table = parts.table()
  const { client } = authenticate(table, parts.tokens, credentials)
  const status = await parts.queue().status(requestId)
  const own = client.of.system.id
  // A stranger learns as much as from an id that never was.
  if (
    !status ||
    (status.system !== own &&
      table.services.get(status.service)?.of !== client.of &&
      !status.legs.some(({ system }) => system === own))
  )
    throw problem('request-unknown')
  const legs =
    status.system === own ? status.legs : status.legs.filter(({ system }) => system === own)
  const body = bodyFromPlain(Buffer.from(JSON.stringify({ ...status, legs })), 'json')
  const sealed = sealAnswer(
    { status: 200, success: true, requestId, body },
    'json',
    busKeyFor(parts.keys.bus, client),
  )
  sendSealed(response, sealed, 'json', requestId)
}
