import { addressHeader } from './auth.ts'

/** What better-auth may know of a request: its cookies, where it came from and with what. */
export function authHeaders(headers: Headers, address: string): Headers {
  const known = new Headers({ [addressHeader]: address })
  for (const name of ['cookie', 'user-agent']) {
    const value = headers.get(name)
    if (value !== null) known.set(name, value.slice(0, 8_192))
  }
  return known
}

/** The request as the browser will send it next: with the cookies of an answer put over its own. */
export function withCookies(headers: Headers, setCookies: readonly string[]): Headers {
  const cookies = cookiesOf(headers)
  for (const line of setCookies) {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim())
  }
  return withAll(headers, cookies)
}

/** Without the session's cookie: better-auth would take the one who has it for the one who is challenged. */
export function withoutSession(headers: Headers): Headers {
  const cookies = cookiesOf(headers)
  for (const name of cookies.keys()) if (isSessionCookie(name)) cookies.delete(name)
  return withAll(headers, cookies)
}

export function hasSessionCookie(headers: Headers): boolean {
  return [...cookiesOf(headers).keys()].some(isSessionCookie)
}

const isSessionCookie = (name: string) => name.endsWith('mtandao.session_token')

function withAll(headers: Headers, cookies: ReadonlyMap<string, string>): Headers {
  const changed = new Headers(headers)
  if (cookies.size === 0) changed.delete('cookie')
  else changed.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
  return changed
}

function cookiesOf(headers: Headers): Map<string, string> {
  const pairs = (headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const] : []
  })
  return new Map(pairs)
}

/** For a redirect: each Set-Cookie of an answer, and nothing else of it. */
export function setCookiesOf(...answers: readonly Response[]): Headers {
  const headers = new Headers()
  for (const answer of answers) {
    for (const line of answer.headers.getSetCookie()) headers.append('set-cookie', line)
  }
  return headers
}
