import type { Text } from '@mtandao/problem'
import { holdsPrivateKey } from '@mtandao/seal'
import type { FormState } from '@mtandao/ui'
import type { Context } from 'hono'
import { z } from 'zod'
import { isKeepable } from './plain-text.ts'
import { problem } from './problems.ts'

/** What a form sent: text, files, and lists where the schema expects a list. */
export type Posted = Readonly<Record<string, string | File | readonly (string | File)[]>>

/** Fields never shown again: they are typed anew. */
const secret = /pass(word|phrase)|secret|token|private|^code$/i

/** @throws Problem `http.body-unreadable` */
export async function readFields(context: Context, fields: z.ZodObject): Promise<Posted> {
  const type = context.req.header('content-type') ?? ''
  // A form without fields sends no body and no type.
  if (type === '' && !context.req.raw.body) return {}
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    throw problem('body-unreadable')
  }
  const body = await context.req.parseBody({ all: true }).catch((cause: unknown) => {
    throw problem('body-unreadable', { cause })
  })
  const posted: Record<string, string | File | (string | File)[]> = {}
  for (const [name, shape] of Object.entries(fields.shape)) {
    const value = body[name]
    if (expectsList(shape)) posted[name] = [value ?? []].flat()
    else if (value !== undefined) posted[name] = Array.isArray(value) ? (value.at(-1) ?? '') : value
  }
  if (!isKeepable(textsOf(posted))) throw problem('body-unreadable')
  return posted
}

function expectsList(shape: z.core.$ZodType): boolean {
  if (shape instanceof z.ZodArray) return true
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodDefault) {
    return expectsList(shape.unwrap())
  }
  return shape instanceof z.ZodPipe && expectsList(shape.in)
}

/** The words alone, for showing the form again or keeping them: no files, no secrets, no private key in any field. */
export function textsOf(posted: Posted): FormState['values'] {
  const texts: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(posted)) {
    if (secret.test(name)) continue
    if (typeof value === 'string') {
      if (!holdsPrivateKey(value)) texts[name] = value
    } else if (Array.isArray(value)) texts[name] = value.filter((one) => typeof one === 'string')
  }
  return texts
}

export function writeNotice(notice: Text): string {
  return Buffer.from(JSON.stringify([notice.sw, notice.en])).toString('base64url')
}

/** Whatever the cookie holds is shown as text; a foreign one is ignored. */
export function readNotice(cookie: string | undefined): Text | undefined {
  if (cookie === undefined || cookie.length > 2_000) return undefined
  try {
    const [sw, en] = z
      .tuple([z.string(), z.string()])
      .parse(JSON.parse(Buffer.from(cookie, 'base64url').toString()))
    return { sw, en }
  } catch {
    return undefined
  }
}
