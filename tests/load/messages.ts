import { createPrivateKey, sign } from 'node:crypto'
import type { TestClient } from '@mtandao/testkit'

/** 1 KB of JSON, the size every figure of the bench is about. */
export function kilobyte(turn: number): string {
  const body = {
    nin: `19900101-00000-${String(turn).padStart(5, '0')}-01`,
    jina: 'Asha wa Mwanza',
    maelezo: '',
  }
  return JSON.stringify({ ...body, maelezo: 'k'.repeat(1024 - JSON.stringify(body).length) })
}

/** `count` GovESB envelopes signed by one party. */
export function envelopes(
  key: TestClient['key'],
  count: number,
  data: (turn: number) => string,
): string[] {
  const privateKey = createPrivateKey({
    key: Buffer.from(key.privateKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  return Array.from({ length: count }, (_, turn) => {
    const text = data(turn)
    const signature = sign('sha256', Buffer.from(text), privateKey).toString('base64')
    return `{"data":${text},"signature":"${signature}"}`
  })
}

/** The head is the one a keep-alive client sends; `headers` in addition. */
export function request(
  first: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): string {
  const all = { host: 'bus.test', accept: 'application/json', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  if (body !== undefined) lines.push(`content-length: ${Buffer.byteLength(body)}`)
  return `${first} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
}

export function tokenRequest({ id, secret }: TestClient): string {
  return request(
    'POST /gw/govesb-uaa/oauth/token',
    {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    new URLSearchParams({
      client_id: id,
      client_secret: secret,
      grant_type: 'client_credentials',
    }).toString(),
  )
}

export function r1Request(client: TestClient, token: string): string {
  return request('GET /r1/TEST/GOV/2001/provider/plain/person/19900101', {
    authorization: `Bearer ${token}`,
    'x-road-client': client.address,
  })
}

export function govesbRequests(client: TestClient, token: string): string[] {
  return envelopes(
    client.key,
    64,
    (turn) => `{"apiCode":"LOOKUP","esbBody":${kilobyte(turn)}}`,
  ).map((body) =>
    request(
      'POST /engine/esb/request',
      { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      body,
    ),
  )
}
