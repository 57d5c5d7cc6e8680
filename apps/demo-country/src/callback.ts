import { formatOf, readEnvelope, type Line } from './bus.ts'
import { signed } from './envelope-provider.ts'
import type { Reply } from './party-server.ts'
import type { Tally } from './tally.ts'

/** Takes in a late answer or a pushed message: verify, count each id once, acknowledge signed. */
export async function takeIn(raw: string, line: Line, tally: Tally): Promise<Reply> {
  const format = formatOf(raw)
  const helper = line.connect()
  const data = helper.verifyThenReturnData(raw, format)
  tally.checked(data !== null)
  if (data === null)
    return signed(
      403,
      await helper.failureResponse(null, 'Saini ya basi si sahihi', format),
      format,
    )
  const { requestId, code } = readEnvelope(data, format)
  tally.delivered(`${code ?? ''} ${requestId ?? data}`)
  const taken = JSON.stringify({ imepokelewa: true })
  return signed(200, await helper.successResponse(taken, format), format)
}
