import { h, type ComponentChildren, type JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { assetPaths } from '../assets.ts'
import type { Language, Say } from '../language.ts'

export interface PageOptions {
  readonly say: Say
  /** Path of this page, for the language links. */
  readonly path: string
  readonly title: string
  readonly demo: boolean
  /** Whether the page has a part that refreshes itself. */
  readonly live?: boolean
}

/** A whole document. Complete without JavaScript; the script, where there is one, is a file. */
export function renderPage(options: PageOptions, ...content: ComponentChildren[]): string {
  const { say, title, demo, live = false } = options
  const document = h(
    'html',
    { lang: say.language },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', null, `${title} · ${say.text('site.name')}`),
      h('link', { rel: 'stylesheet', href: assetPaths.style }),
      h('link', { rel: 'icon', type: 'image/svg+xml', href: assetPaths.icon }),
      live && h('script', { src: assetPaths.script, defer: true }),
    ),
    h(
      'body',
      null,
      h('a', { class: 'skip', href: '#main' }, say.text('site.skip')),
      header(options),
      demo && h('p', { class: 'demo', role: 'note' }, say.text('site.demo')),
      h('main', { id: 'main', tabIndex: -1 }, ...content),
      h('footer', { class: 'foot' }, h('p', null, say.text('site.footer'))),
    ),
  )
  return `<!doctype html>${renderToString(document)}`
}

function header({ say, path }: PageOptions): JSX.Element {
  return h(
    'header',
    { class: 'top' },
    h('a', { class: 'brand', href: '/' }, say.text('site.name')),
    h(
      'nav',
      { 'aria-label': say.text('site.language') },
      languageLink('sw', 'Kiswahili', say.language, path),
      languageLink('en', 'English', say.language, path),
    ),
  )
}

/** Each language is named in itself. */
function languageLink(to: Language, name: string, now: Language, path: string): JSX.Element {
  const current = to === now
  return h(
    'a',
    {
      href: `${path}?lang=${to}`,
      lang: to,
      hrefLang: to,
      ...(current && { 'aria-current': 'true' as const }),
    },
    name,
  )
}
