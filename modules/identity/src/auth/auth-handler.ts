import type { Ground } from '../ground.ts'
import { countTry, forgive } from '../sign-in/guard.ts'
import { ownPath } from '../sign-in/own-path.ts'
import { sessionOf } from '../sign-in/sessions.ts'
import { endPrevious } from '../sign-in/sign-in.ts'
import { Problem, problemBody } from '@mtandao/problem'
import { providerWord } from './arrival.ts'
import { addressHeader } from './auth.ts'
import { authHeaders } from './cookies.ts'
import { providerIdOf } from './providers.ts'

const bodyBytesMax = 64 * 1024
const institutionPath = /^\/auth\/institution\/([a-z0-9-]{1,60})$/
const callbackPath = /^\/auth\/callback\/institution-([a-z0-9-]{1,60})$/

/**
 * The few addresses of better-auth that a browser must reach by itself: passkeys, and the way to an institution's provider
 * and back. Everything else that better-auth has stays closed.
 */
export async function handleAuth(
  ground: Ground,
  asked: Request,
  address: string,
): Promise<Response> {
  const request = await plainRequest(asked, address)
  if (!request) return new Response(null, { status: 413 })
  try {
    return (await route(ground, request, address)) ?? new Response(null, { status: 404 })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (request.method === 'GET') return leadTo(`/sign-in?failed=${error.code.split('.')[1] ?? ''}`)
    return Response.json(problemBody(error), {
      status: error.kind.status,
      headers: { 'content-type': 'application/problem+json' },
    })
  }
}

async function route(
  ground: Ground,
  request: Request,
  address: string,
): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url)
  const { method } = request
  if (method === 'GET') {
    const to = institutionPath.exec(pathname)?.[1]
    if (to !== undefined) return await leave(ground, to, searchParams, request, address)
    const back = callbackPath.exec(pathname)?.[1]
    if (back !== undefined) return await comeBack(ground, back, request)
  }
  switch (`${method} ${pathname}`) {
    case 'GET /auth/passkey/generate-authenticate-options':
      return await ground.auth().handler(request)
    case 'POST /auth/passkey/verify-authentication':
      return await signInByPasskey(ground, request, address)
    case 'GET /auth/passkey/generate-register-options':
    case 'POST /auth/passkey/verify-registration':
      return await registerPasskey(ground, request)
    default:
      return undefined
  }
}

/** To the provider. Nothing of anybody changes: a challenge is made that ends by itself. */
async function leave(
  ground: Ground,
  institution: string,
  query: URLSearchParams,
  request: Request,
  address: string,
): Promise<Response> {
  await countTry(ground.database, ground.now(), ['link-address', address])
  const auth = await ground.providers.authFor(institution)
  const answer = await auth.api.signInSocial({
    body: {
      provider: providerIdOf(institution),
      callbackURL: ownPath(query.get('then') ?? undefined),
      errorCallbackURL: '/sign-in?failed=institution',
      disableRedirect: true,
    },
    headers: authHeaders(request.headers, address),
    asResponse: true,
  })
  const { url } = (await answer.json()) as { url: string }
  return leadTo(url, answer)
}

/** Back from the provider: a session opens for whoever it vouched for, bound to that institution. */
async function comeBack(ground: Ground, institution: string, request: Request): Promise<Response> {
  const auth = await ground.providers.authFor(institution)
  const answer = await providerWord.run({ institution, multiFactor: false }, () =>
    auth.handler(request),
  )
  const opened = answer.headers.getSetCookie().some((line) => line.includes('session_token='))
  const location = answer.headers.get('location')
  if (!opened || location === null) return leadTo('/sign-in?failed=institution', answer)
  await endPrevious(ground, request.headers)
  // Whether a code is still owed is seen there, where the session is known.
  const then = encodeURIComponent(ownPath(pathOf(location)))
  return leadTo(`/sign-in/arrived?then=${then}`, answer)
}

function pathOf(location: string): string | undefined {
  const url = URL.parse(location, 'http://here.invalid')
  return url ? `${url.pathname}${url.search}` : undefined
}

async function signInByPasskey(
  ground: Ground,
  request: Request,
  address: string,
): Promise<Response> {
  await countTry(ground.database, ground.now(), ['passkey-address', address])
  const answer = await ground.auth().handler(request)
  if (!answer.ok) return new Response(null, { status: 401 })
  await forgive(ground.database, ['passkey-address', address])
  await endPrevious(ground, request.headers)
  // The island needs to know that it worked, and nothing of whom.
  return leadTo('', answer, 204)
}

/** Only for whoever is fully signed in: a passkey stands for both factors from then on. */
async function registerPasskey(ground: Ground, request: Request): Promise<Response | undefined> {
  const session = await sessionOf(ground, request.headers)
  if (!session || session.demo || session.secondFactor === 'none' || session.boundTo !== null) {
    return new Response(null, { status: 403 })
  }
  const answer = await ground.auth().handler(request)
  if (request.method === 'GET' || !answer.ok) return answer
  const { id } = session.person
  await ground.database.transact((db) =>
    ground.audit.record(
      db,
      { agent: 'guest' },
      {
        action: 'identity.passkey-added',
        subject: { type: 'person', id },
        institutions: [],
      },
    ),
  )
  return leadTo('', answer, 204)
}

function leadTo(location: string, answer?: Response, status = 303): Response {
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (location !== '') headers.set('location', location)
  for (const line of answer?.headers.getSetCookie() ?? []) headers.append('set-cookie', line)
  return new Response(null, { status, headers })
}

/** With the address as we know it, whatever was sent under that name, and a body of known size. */
async function plainRequest(asked: Request, address: string): Promise<Request | undefined> {
  const headers = new Headers(asked.headers)
  headers.set(addressHeader, address)
  if (asked.method === 'GET' || asked.method === 'HEAD') {
    return new Request(asked.url, { method: asked.method, headers })
  }
  if (Number(headers.get('content-length') ?? Number.NaN) <= bodyBytesMax) {
    return new Request(asked.url, { method: asked.method, headers, body: await asked.text() })
  }
  return undefined
}
