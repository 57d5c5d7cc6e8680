import { greetBack, salamu, simulate, simulatorBodyBytesMax } from '@mtandao/exchange'
import type { Database } from '@mtandao/pg'
import { Problem, problemBody } from '@mtandao/problem'
import type { Context } from 'hono'
import { asLoopback } from './limits.ts'

/**
 * Answers in the place of a provider, for the sandbox bus. It answers for every published service whoever asks, so only this
 * machine may: a sandbox gateway elsewhere reaches it through a proxy of ours that lets only the gateway pass.
 */
export async function answerSimulated(context: Context, database: Database): Promise<Response> {
  if (!asLoopback(context)) return context.text('not from here\n', 403)
  const request = context.req.raw
  const [, , , service = '', ...rest] = new URL(request.url).pathname.split('/')
  const length = Number(request.headers.get('content-length') ?? 0)
  if (length > simulatorBodyBytesMax) return context.text('too large\n', 413)
  const body = Buffer.from(await request.arrayBuffer())
  if (service === salamu.id) return context.json(greetBack(readJson(body)))
  try {
    const path = rest.length === 0 ? '' : `/${rest.join('/')}`
    const headers = Object.fromEntries(request.headers)
    const answer = await simulate({ database }, decodeURIComponent(service), {
      method: request.method,
      path,
      headers,
      body,
    })
    return new Response(new Uint8Array(answer.body), {
      status: answer.status,
      headers: answer.headers,
    })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return context.json(problemBody(error), error.kind.status as 404)
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
