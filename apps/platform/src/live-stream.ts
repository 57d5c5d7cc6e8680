import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '@mtandao/identity/contract'
import { chooseLanguage, speak } from '@mtandao/ui'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { streamSSE } from 'hono/streaming'
import type { Front } from './front.ts'
import { opensFor, renderLive } from './pages/live.ts'

const everyMs = 2_000
/** A reader's browser connects again after this; it frees whatever a broken link left behind. */
const streamMs = 10 * 60 * 1_000
const streamsMax = 1_000
let streams = 0

/** The live part of the front page, sent again whenever it changed. All readers share one look at the database. */
export async function liveStream(
  context: Context,
  deps: {
    readonly front: Front
    readonly actorOf: (headers: Headers) => Promise<Actor | undefined>
    readonly pseudoLanguage: boolean
  },
): Promise<Response> {
  if (streams >= streamsMax) return context.text('too many streams\n', 503, { 'retry-after': '60' })
  const say = speak(
    chooseLanguage(context.req.query('lang'), getCookie(context, 'lang'), {
      pseudo: deps.pseudoLanguage,
    }),
  )
  const opens = opensFor(await deps.actorOf(context.req.raw.headers))
  return streamSSE(context, async (stream) => {
    streams += 1
    stream.onAbort(() => {})
    let sent = ''
    try {
      for (const until = Date.now() + streamMs; Date.now() < until && !stream.aborted;) {
        // An absence of the database leaves what is shown, with the time it was true.
        const live = await deps.front.live().catch(() => undefined)
        const part = live ? renderLive(say, live, opens) : sent
        if (part !== sent) await stream.writeSSE({ event: 'part', data: part })
        sent = part
        await sleep(everyMs)
      }
    } finally {
      streams -= 1
    }
  })
}
