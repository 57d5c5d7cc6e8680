import { h, type JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Asset, Visit } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { button, notice as noticeOf, type Language, type Page, type Say } from '@mtandao/ui'
import { words, type MessageKey } from './messages.ts'
import { footPlaces, isHere, sectionsFor } from './nav.ts'

export interface ShellOptions {
  readonly demo: boolean
  readonly style: Asset
  readonly icon: Asset
  /** Islands by name. */
  readonly scripts: ReadonlyMap<string, Asset>
}

type AnyVisit = Visit<Actor | undefined>

/** A whole document around a page. Complete without JavaScript; scripts, where a page has them, are files. */
export function createShell(options: ShellOptions) {
  const { demo, style, icon } = options
  return (visit: AnyVisit, page: Page, notice: string | undefined): string => {
    const { say } = visit
    const t = words(say)
    const title = page.faulty ? t('site.faulty', { title: page.title }) : page.title
    const document = h(
      'html',
      { lang: say.htmlLang },
      h(
        'head',
        null,
        h('meta', { charSet: 'utf-8' }),
        h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        h('meta', { name: 'color-scheme', content: 'light dark' }),
        h('title', null, `${title} · ${t('site.name')}`),
        h('link', { rel: 'stylesheet', href: style.path }),
        h('link', { rel: 'icon', type: icon.type, href: icon.path }),
        ...(page.scripts ?? []).map((name) =>
          h('script', { src: scriptPath(options, name), type: 'module' }),
        ),
      ),
      h(
        'body',
        null,
        h('a', { class: 'skip', href: '#main' }, t('site.skip')),
        header(visit),
        demo && h('p', { class: 'demo', role: 'note' }, t('site.demo')),
        h(
          'main',
          { id: 'main', tabIndex: -1 },
          notice === undefined ? null : noticeOf('good', {}, h('p', { role: 'status' }, notice)),
          page.content,
        ),
        h(
          'footer',
          { class: 'foot' },
          h('p', null, t('site.footer')),
          h(
            'ul',
            null,
            ...footPlaces.map(({ href, key }) => h('li', null, h('a', { href }, t(key)))),
          ),
        ),
      ),
    )
    return `<!doctype html>${renderToString(document)}`
  }
}

function scriptPath({ scripts }: ShellOptions, name: string): string {
  const asset = scripts.get(name)
  if (!asset) throw new Error(`invariant: there is no script ${name}`)
  return asset.path
}

function header(visit: AnyVisit): JSX.Element {
  const { say, actor } = visit
  const t = words(say)
  return h(
    'header',
    { class: 'top' },
    h(
      'div',
      { class: 'bar' },
      h('a', { class: 'brand', href: actor ? '/desk' : '/' }, t('site.name')),
      h(
        'nav',
        { class: 'languages', 'aria-label': t('site.language') },
        languageLink(visit, 'sw', 'Kiswahili'),
        languageLink(visit, 'en', 'English'),
      ),
      actor ? whoActs(say, actor) : h('a', { href: '/sign-in' }, t('who.signIn')),
    ),
    ...broadPlaces(visit),
    h(
      'details',
      { class: 'menu' },
      h('summary', null, t('nav.menu')),
      h('nav', { class: 'places', 'aria-label': t('nav.label') }, everyPlace(visit)),
    ),
  )
}

function sectionsOf({ actor, url: { pathname } }: AnyVisit) {
  const sections = sectionsFor(actor && !actor.suspended ? actor.roles : undefined)
  return sections.map((section) => ({
    ...section,
    isHere: section.places.some((place) => isHere(place, pathname)),
  }))
}

/** A line of sections; below it, a line of the places in the section where the reader is. */
function broadPlaces(visit: AnyVisit): JSX.Element[] {
  const t = words(visit.say)
  const sections = sectionsOf(visit)
  const within = sections.find(({ isHere: here, places }) => here && places.length > 1)
  const tops = sections.flatMap(({ key, places: [first], isHere: here }) =>
    first ? [entry(visit, { href: first.href, key, here })] : [],
  )
  return [
    h('nav', { class: 'places broad', 'aria-label': t('nav.label') }, h('ul', null, ...tops)),
    ...(within
      ? [
          h(
            'nav',
            { class: 'places broad within', 'aria-label': t(within.key) },
            h('ul', null, ...within.places.map((place) => placeEntry(visit, place))),
          ),
        ]
      : []),
  ]
}

/** All of them, section by section: what a narrow screen unfolds. */
function everyPlace(visit: AnyVisit): JSX.Element {
  const t = words(visit.say)
  return h(
    'ul',
    null,
    ...sectionsOf(visit).flatMap(({ key, places }) =>
      places.length === 1
        ? places.map((place) => placeEntry(visit, place))
        : [
            h(
              'li',
              null,
              h('b', null, t(key)),
              h('ul', null, ...places.map((place) => placeEntry(visit, place))),
            ),
          ],
    ),
  )
}

function placeEntry(visit: AnyVisit, place: Parameters<typeof isHere>[0]): JSX.Element {
  const here = isHere(place, visit.url.pathname)
  return entry(visit, { href: place.href, key: place.key, here })
}

function entry(
  { say, url }: AnyVisit,
  { href, key, here }: { readonly href: string; readonly key: MessageKey; readonly here: boolean },
): JSX.Element {
  const current = href === url.pathname ? 'page' : 'true'
  return h(
    'li',
    null,
    h('a', { href, ...(here && { 'aria-current': current as 'page' | 'true' }) }, words(say)(key)),
  )
}

/** Who acts, for which institution and as what; whoever serves several sees where to switch. */
function whoActs(say: Say, actor: Actor): JSX.Element {
  const t = words(say)
  const roles = actor.roles.map((role) => t(`role.${role}`)).join(', ')
  const several = new Set(actor.appointments.map((one) => one.institution)).size > 1
  return h(
    'div',
    { class: 'who' },
    h('span', null, h('b', null, say.text(actor.institutionName)), ' · ', roles),
    several ? h('a', { href: '/account#appointments' }, t('who.switch')) : null,
    h('a', { href: '/account' }, say.data(actor.person.name)),
    button({ action: '/sign-out', label: t('who.signOut'), quiet: true }),
  )
}

/** Each language is named in itself, and keeps the reader where they are. */
function languageLink({ say, url }: AnyVisit, to: Language, name: string): JSX.Element {
  const there = new URLSearchParams(url.searchParams)
  there.set('lang', to)
  const current = to === say.language
  return h(
    'a',
    {
      // Without a path: one that begins with `//` would lead to another host.
      href: `?${there}`,
      lang: to,
      hrefLang: to,
      ...(current && { 'aria-current': 'true' as const }),
    },
    say.data(name),
  )
}
