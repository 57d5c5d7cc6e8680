import { randomUUID } from 'node:crypto'
import { isUnavailable } from '@mtandao/pg'
import { Problem } from '@mtandao/problem'
import { chooseLanguage, speak, type Fault, type FormState, type Page, type Say } from '@mtandao/ui'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import type { z } from 'zod'
import { admit } from './access.ts'
import { faultsOf } from './faults.ts'
import { isKeepable } from './plain-text.ts'
import { problem } from './problems.ts'
import { readFields, readNotice, textsOf, writeNotice } from './posted.ts'
import type {
  ActionRoute,
  Answer,
  Caller,
  Download,
  FormRoute,
  PageRoute,
  Redirect,
  Route,
  Visit,
} from './routes.ts'

/** Words that somebody typed into a form whose session had ended, until they have signed in again. */
export interface KeptForms {
  /** @returns the id under which they can be taken: whoever knows it may read them */
  keep(path: string, fields: FormState['values']): Promise<string>
  take(id: string, path: string): Promise<FormState['values'] | undefined>
}

/** What the edge of the pages needs of the app around it. */
export interface Door<Actor extends Caller> {
  actorOf(headers: Headers): Promise<Actor | undefined>
  readonly keptForms: KeptForms
  /** The whole document around a page: header, navigation, language, notice. */
  shell(visit: Visit<Actor | undefined>, page: Page, notice: string | undefined): string
  /** The page of a refusal or a fault; `incident` is what the log has it under. */
  refusal(visit: Visit<Actor | undefined>, said: Problem, incident: string | undefined): Page
  /** `https://portal.go.tz`, as people reach us: where our own forms come from when a proxy stands before us. */
  readonly publicOrigin: string
  /** Where people sign in. */
  readonly signInPath: string
  readonly now: () => Date
  addressOf(context: Context): string
  /**
   * Counts a POST of an address (or person) and says whether it is one too many.
   * @throws Problem `http.too-many-requests`
   */
  countPost(address: string, actor: Actor | undefined): Promise<void>
  /** Lets `?lang=qq` mark everything that is translated; for tests. */
  readonly pseudoLanguage: boolean
  reportDefect(incident: string, path: string, error: unknown): void
}

/** Longer than the browser needs to follow a redirect. */
const noticeSeconds = 60
const yearSeconds = 365 * 24 * 60 * 60
const bodyMaxDefault = 64 * 1024

/** Puts every route on the app. Its GETs change nothing; its POSTs take forms of this site only. */
export function mountPages<Actor extends Caller>(
  app: Hono,
  routes: readonly Route<Actor>[],
  door: Door<Actor>,
): void {
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    if (route.kind !== 'action') {
      app.get(path, (context) => serve(context, door, (visit) => look(context, route, visit, door)))
    }
    if (route.kind === 'page') {
      app.all(path, (context) => notThisWay(context, door, 'GET, HEAD'))
      continue
    }
    app.post(
      path,
      csrf({ origin: (origin, context) => isOwnOrigin(origin, context.req.url, door) }),
      limitBody(route.bodyMax, (context) =>
        serve(context, door, () => Promise.reject(problem('body-too-large'))),
      ),
      (context) => serve(context, door, (visit) => take(context, route, visit, door)),
    )
    const allow = route.kind === 'form' ? 'GET, HEAD, POST' : 'POST'
    app.all(path, (context) => notThisWay(context, door, allow))
  }
}

/**
 * A form of ours. Before https stands a proxy, and what it passes on looks like http: pages of our own name without https are
 * those of whoever sits on the wire.
 */
function isOwnOrigin(
  origin: string,
  asked: string,
  { publicOrigin }: Pick<Door<Caller>, 'publicOrigin'>,
): boolean {
  if (origin === publicOrigin) return true
  const here = new URL(asked)
  return origin === here.origin && here.host !== new URL(publicOrigin).host
}

function notThisWay<Actor extends Caller>(context: Context, door: Door<Actor>, allow: string) {
  context.header('allow', allow)
  return refuse(context, door, problem('method-not-allowed'))
}

const limitBody = (maxSize: number | undefined, onError: (context: Context) => Promise<Response>) =>
  bodyLimit({ maxSize: maxSize ?? bodyMaxDefault, onError })

/** Shows a refusal of what is not a route: the app's notFound and onError end here too. */
export async function refuse<Actor extends Caller>(
  context: Context,
  door: Door<Actor>,
  error: unknown,
): Promise<Response> {
  return await serve(context, door, () => Promise.reject(error))
}

async function serve<Actor extends Caller>(
  context: Context,
  door: Door<Actor>,
  work: (visit: Visit<Actor | undefined>) => Promise<Answer>,
): Promise<Response> {
  let visit = await visitOf(context, door, undefined)
  try {
    visit = { ...visit, actor: await door.actorOf(context.req.raw.headers) }
    return respond(context, door, visit, await work(visit))
  } catch (error) {
    const said = asProblem(error)
    if (said.code === 'http.sign-in-needed') return await leadToSignIn(context, door, visit)
    const incident = said.kind.status === 500 ? randomUUID() : undefined
    if (incident) door.reportDefect(incident, context.req.path, error)
    const page = door.refusal(visit, said, incident)
    return respond(context, door, visit, { ...page, status: said.kind.status })
  }
}

/** A defect becomes the edge's own words: nothing of it is told to a stranger. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return problem(isUnavailable(error) ? 'unavailable' : 'defect', { cause: error })
}

async function visitOf<Actor extends Caller>(
  context: Context,
  door: Door<Actor>,
  actor: Actor | undefined,
): Promise<Visit<Actor | undefined>> {
  const asked = context.req.query('lang')
  const language = chooseLanguage(asked, getCookie(context, 'lang'), {
    pseudo: door.pseudoLanguage,
  })
  return {
    actor,
    say: speak(language),
    now: door.now(),
    url: new URL(context.req.url),
    headers: context.req.raw.headers,
    address: door.addressOf(context),
  }
}

async function look<Actor extends Caller>(
  context: Context,
  route: PageRoute<Actor> | FormRoute<Actor>,
  visit: Visit<Actor | undefined>,
  door: Door<Actor>,
): Promise<Answer> {
  admit(route.who, visit.actor)
  const at = atOf(context, route.at)
  // `admit` has let in whom the route is for; the erased type cannot say so.
  const admitted = visit as Visit<Actor>
  if (route.kind === 'page') return await route.show(admitted, at)
  const kept = await keptOf(context, door)
  const values = kept ?? (await route.start?.(admitted, at)) ?? {}
  return await route.show(admitted, at, { values, faults: [] })
}

async function keptOf<Actor extends Caller>(
  context: Context,
  door: Door<Actor>,
): Promise<FormState['values'] | undefined> {
  const id = context.req.query('kept')
  return id === undefined ? undefined : await door.keptForms.take(id, context.req.path)
}

async function take<Actor extends Caller>(
  context: Context,
  route: FormRoute<Actor> | ActionRoute<Actor>,
  visit: Visit<Actor | undefined>,
  door: Door<Actor>,
): Promise<Answer> {
  await door.countPost(visit.address, visit.actor)
  const posted = await readFields(context, route.fields)
  if (route.who !== 'anyone' && !visit.actor && route.kind === 'form' && route.keep !== false) {
    return await keepAndLead(context, door, textsOf(posted))
  }
  admit(route.who, visit.actor)
  const at = atOf(context, route.at)
  const admitted = visit as Visit<Actor>
  const parsed = route.fields.safeParse(posted)
  if (route.kind === 'action') {
    if (!parsed.success) throw problem('input-invalid')
    return await route.act(admitted, at, parsed.data)
  }
  const again = async (faults: readonly Fault[]): Promise<Answer> => {
    const answer = await route.show(admitted, at, { values: textsOf(posted), faults })
    return 'content' in answer ? { ...answer, status: answer.status ?? 422, faulty: true } : answer
  }
  if (!parsed.success) return await again(faultsOf(visit.say, parsed.error))
  try {
    return await route.submit(admitted, at, parsed.data)
  } catch (error) {
    const faults = faultsIn(visit.say, error)
    if (!faults) throw error
    return await again(faults)
  }
}

/** What a person can put right comes back to the form; everything else is a page of its own. */
function faultsIn(say: Say, error: unknown): Fault[] | undefined {
  if (!(error instanceof Problem)) return undefined
  const { kind, detail, extra } = error
  if (kind.retry !== 'after-correction' || kind.status === 401) return undefined
  const { field, faults } = extra
  if (Array.isArray(faults) && faults.every(isSaidFault)) {
    return faults.map((fault) => ({ field: fault.field, text: say.text(fault.text) }))
  }
  return [{ field: typeof field === 'string' ? field : '', text: say.text(detail ?? kind.title) }]
}

/** `extra.faults` of a problem: several fields at once, `{ field, text: { sw, en } }`. */
function isSaidFault(value: unknown): value is { field: string; text: { sw: string; en: string } } {
  if (typeof value !== 'object' || value === null) return false
  if (!('field' in value && 'text' in value) || typeof value.field !== 'string') return false
  const { text } = value
  return typeof text === 'object' && text !== null && 'sw' in text && 'en' in text
}

function atOf(context: Context, at: z.ZodObject): z.output<z.ZodObject> {
  const known = Object.fromEntries(
    Object.entries({ ...context.req.query(), ...context.req.param() }).filter(
      ([name]) => name in at.shape,
    ),
  )
  const parsed = at.safeParse(known)
  // An address that was typed or cut off: there is nothing there.
  if (!parsed.success || !isKeepable(known)) throw problem('not-found')
  return parsed.data
}

function respond<Actor extends Caller>(
  context: Context,
  door: Door<Actor>,
  visit: Visit<Actor | undefined>,
  answer: Answer,
): Response {
  // A file in another language is no wish to see the pages in it.
  if (!('body' in answer)) rememberLanguage(context, door, visit)
  if ('redirect' in answer) return redirect(context, door, answer)
  if ('content' in answer) {
    const notice = readNotice(getCookie(context, 'notice'))
    if (notice) deleteCookie(context, 'notice', { path: '/' })
    const said = notice && visit.say.text(notice)
    return context.html(door.shell(visit, answer, said), (answer.status ?? 200) as 200)
  }
  return download(context, answer)
}

function rememberLanguage(
  context: Context,
  { publicOrigin }: { readonly publicOrigin: string },
  { say: { language } }: { readonly say: Say },
): void {
  if (context.req.query('lang') !== language) return
  setCookie(context, 'lang', language, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: publicOrigin.startsWith('https:'),
    maxAge: yearSeconds,
  })
}

function redirect(
  context: Context,
  { publicOrigin }: { readonly publicOrigin: string },
  { redirect: to, notice, headers }: Redirect,
): Response {
  if (notice) {
    setCookie(context, 'notice', writeNotice(notice), {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: publicOrigin.startsWith('https:'),
      maxAge: noticeSeconds,
    })
  }
  headers?.forEach((value, name) => context.header(name, value, { append: true }))
  return context.redirect(to, 303)
}

function download(context: Context, answer: Download): Response {
  answer.headers?.forEach((value, name) => context.header(name, value, { append: true }))
  context.header('content-type', answer.type)
  if (answer.name !== undefined) {
    const safe = answer.name.replaceAll(/[^A-Za-z0-9._-]/g, '-')
    context.header('content-disposition', `attachment; filename="${safe}"`)
  }
  return context.body(answer.body, (answer.status ?? 200) as 200)
}

async function leadToSignIn<Actor extends Caller>(
  context: Context,
  door: Door<Actor>,
  visit: Visit<Actor | undefined>,
): Promise<Response> {
  const { pathname, search } = visit.url
  const then = context.req.method === 'GET' ? `${pathname}${search}` : '/'
  return redirect(context, door, {
    redirect: `${door.signInPath}?then=${encodeURIComponent(then)}`,
  })
}

async function keepAndLead<Actor extends Caller>(
  context: Context,
  door: Door<Actor>,
  fields: FormState['values'],
): Promise<Redirect> {
  const url = new URL(context.req.url)
  url.searchParams.set('kept', await door.keptForms.keep(url.pathname, fields))
  const then = encodeURIComponent(`${url.pathname}${url.search}`)
  return {
    redirect: `${door.signInPath}?then=${then}`,
    notice: {
      sw: 'Muda wa kuingia umeisha. Ulichoandika kimehifadhiwa; ingia tena uendelee.',
      en: 'Your session ended. What you wrote is kept; sign in again to go on.',
    },
  }
}
