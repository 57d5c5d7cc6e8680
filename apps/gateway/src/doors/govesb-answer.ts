import type { ServerResponse } from 'node:http'
import type { Problem } from '@mtandao/problem'
import { buildResponse, type Body, type SigningKey } from '@mtandao/seal'
import { bodyFromPlain } from '@mtandao/seal'
import { refusalHeaders, send } from './http.ts'
import type { EsbFormat } from './govesb-message.ts'

/** What the bus answers at this door: always an envelope, always signed. */
export interface EsbAnswer {
  readonly status: number
  readonly success: boolean
  readonly body?: Body | undefined
  readonly message?: string | undefined
  readonly requestId?: string | undefined
  readonly headers?: string[]
  /** What the provider sent, for evidence. */
  readonly provider?:
    | { readonly raw: Buffer; readonly key?: string; readonly signature?: string }
    | undefined
  readonly problem?: Problem | undefined
}

/** The bus's own "no" as an envelope: the connectors show people `message`, machines read `esbBody.code`. */
export function refusalAnswer(problem: Problem, exchange?: string): EsbAnswer {
  const { kind, code, detail } = problem
  const text = detail ?? kind.title
  const body = {
    code,
    retry: kind.retry,
    sw: text.sw,
    en: text.en,
    ...(exchange && { exchange }),
    ...visible(problem),
  }
  return {
    status: kind.status,
    success: false,
    message: `${text.sw} / ${text.en}`,
    body: bodyFromPlain(Buffer.from(JSON.stringify(body)), 'json'),
    headers: refusalHeaders(problem),
    problem,
  }
}

/** Extension members that help the caller; the rest is for headers. */
function visible({ extra }: Problem): Record<string, unknown> {
  const { rateLimit: _header, ...rest } = extra
  return rest
}

export interface SealedEsb {
  readonly status: number
  readonly bytes: Buffer
  readonly signature: string
  readonly key: string
  readonly unportableNumbers: number
  readonly headers: string[]
}

export function sealAnswer(answer: EsbAnswer, format: EsbFormat, key: SigningKey): SealedEsb {
  const built = buildResponse(
    {
      format,
      success: answer.success,
      ...(answer.body && { body: answer.body }),
      ...(answer.message !== undefined && { message: answer.message }),
      ...(answer.requestId !== undefined && { requestId: answer.requestId }),
    },
    key,
  )
  return { status: answer.status, ...built, key: key.id, headers: answer.headers ?? [] }
}

export function sendSealed(
  response: ServerResponse,
  sealed: SealedEsb,
  format: EsbFormat,
  exchange: string | undefined,
): void {
  const headers = ['content-type', `application/${format}; charset=utf-8`, ...sealed.headers]
  if (exchange) headers.push('x-exchange-id', exchange)
  send(response, sealed.status, headers, sealed.bytes)
}
