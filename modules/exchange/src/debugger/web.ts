import { edge, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { answerOf } from './answer.ts'
import {
  explainMessage,
  listOwnClients,
  messageBytesMax,
  type DebuggerDeps,
  type Explained,
} from './explain-message.ts'
import { debuggerPage } from './pages.ts'
import { problem } from './problems.ts'
import { Answer, Asked } from './shapes.ts'

const { form, operation } = edge<Actor>()

/** Browsers double line ends in a text field; two fields of 256 KiB and a file of the same. */
const postedBytesMax = 1_600_000

const Fields = z.object({
  message: z
    .string()
    .max(2 * messageBytesMax)
    .optional(),
  file: z.instanceof(File).optional(),
  client: z.string().max(64).optional(),
  publicKey: z.string().max(4_000).optional(),
  signed: z
    .string()
    .max(2 * messageBytesMax)
    .optional(),
})

export function debuggerWeb({ database, now }: ExchangeWebDeps): Web<Actor> {
  const deps: DebuggerDeps = { database, now }
  return {
    routes: [
      form({
        path: '/debugger',
        who: 'signed-in',
        at: z.object({ client: z.string().max(64).optional() }),
        fields: Fields,
        bodyMax: postedBytesMax,
        keep: false,
        start: (_visit, { client }) => Promise.resolve(client === undefined ? {} : { client }),
        show: async ({ actor, say }, _at, state) =>
          debuggerPage(say, await listOwnClients(deps, actor), state),
        submit: async ({ actor, say }, _at, fields) => {
          const explained = await asked(deps, actor, fields)
          const { message = '', client = '', publicKey = '', signed = '' } = fields
          const values = { message, client, publicKey, signed }
          const clients = await listOwnClients(deps, actor)
          return debuggerPage(say, clients, { values, faults: [] }, explained)
        },
      }),
    ],
    operations: [
      operation({
        id: 'debugger.explain-message',
        method: 'POST',
        path: '/debugger',
        who: 'signed-in',
        summary: {
          sw: 'Eleza kwa nini saini ya ujumbe inakubaliwa au kukataliwa; hakuna kinachohifadhiwa',
          en: 'Explain why the signature of a message is accepted or refused; nothing is stored',
        },
        input: Asked,
        output: Answer,
        bodyMax: postedBytesMax,
        run: async (actor, { message, encoding, client, publicKey, signed }) =>
          answerOf(
            await explainMessage(deps, actor, {
              message: bytesOf(message, encoding),
              client,
              publicKey,
              ...(signed !== undefined && { signed: bytesOf(signed, encoding) }),
            }),
          ),
      }),
    ],
    assets: [],
  }
}

function bytesOf(text: string, encoding: 'text' | 'base64'): Buffer {
  if (encoding === 'text') return Buffer.from(text)
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text))
    throw problem('not-base64', { extra: { field: 'message' } })
  return Buffer.from(text, 'base64')
}

async function asked(
  deps: DebuggerDeps,
  actor: Actor,
  { message = '', file, client, publicKey, signed }: z.output<typeof Fields>,
): Promise<Explained> {
  const upload = file && file.size > 0 ? file : undefined
  if (upload && upload.size > messageBytesMax)
    throw problem('too-large', { extra: { field: 'file' } })
  return await explainMessage(deps, actor, {
    message: upload ? Buffer.from(await upload.arrayBuffer()) : Buffer.from(typed(message)),
    ...(client && { client }),
    ...(publicKey?.trim() && { publicKey }),
    ...(signed && { signed: Buffer.from(typed(signed)) }),
  })
}

/** Forms send every line end as CRLF, whatever was pasted. */
function typed(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
