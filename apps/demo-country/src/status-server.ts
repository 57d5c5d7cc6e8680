import { createServer, type Server } from 'node:http'
import type { Country } from './country.ts'
import type { Mailbox } from './mailbox.ts'

/**
 * `GET /status` says what the country has done so far; `GET /readyz` that it is there;
 * `POST /status/{institution}/stop` and `…/start` switch one institution off and on; `GET /mail` lists the letters that were taken,
 * `GET /mail/{id}` gives one.
 */
export async function openStatusServer(
  country: Pick<Country, 'status' | 'set'>,
  mailbox: Mailbox,
  port: number,
): Promise<Server> {
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request
    void answer({ country, mailbox }, method, url).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      response.end(`${JSON.stringify(body)}\n`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  return server
}

async function answer(
  {
    country,
    mailbox,
  }: {
    readonly country: Pick<Country, 'status' | 'set'>
    readonly mailbox: Mailbox
  },
  method: string,
  url: string,
): Promise<{ readonly status: number; readonly body: object }> {
  if (method === 'GET' && url === '/readyz') return { status: 200, body: { ready: true } }
  if (method === 'GET' && url === '/status') return { status: 200, body: country.status() }
  if (method === 'GET' && url === '/mail') return { status: 200, body: { letters: mailbox.list() } }
  const letter = method === 'GET' ? /^\/mail\/(\d{1,9})$/.exec(url)?.[1] : undefined
  if (letter !== undefined) {
    const found = mailbox.find(Number(letter))
    if (found) return { status: 200, body: found }
  }
  const [, institution, action] = /^\/status\/([a-z]+)\/(stop|start)$/.exec(url) ?? []
  if (institution === undefined || method !== 'POST')
    return { status: 404, body: { kosa: 'Haipo', error: 'Not found' } }
  try {
    const done = await country.set(institution, action === 'start')
    return done === undefined
      ? { status: 404, body: { kosa: 'Taasisi haipo', error: 'No such institution' } }
      : { status: 200, body: done }
  } catch (cause) {
    return { status: 500, body: { kosa: 'Haikuwezekana', error: String(cause) } }
  }
}
