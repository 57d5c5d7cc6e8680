/** Functions that run inside the page: they see nothing of this file but themselves. */

export interface InPage {
  readonly title: string
  readonly headings: number
  readonly scripts: number
  /** Paths with their query, of this site, without fragments; but for links in letters to somebody else. */
  readonly links: readonly string[]
}

export function readPage(): InPage {
  const links = [...document.querySelectorAll('a[href]:not(.letter *)')]
    .map((link) => new URL(link.getAttribute('href') ?? '', location.href))
    .filter((url) => url.origin === location.origin)
    .map((url) => `${url.pathname}${url.search}`)
  return {
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    scripts: document.querySelectorAll('script[src]').length,
    links: [...new Set(links)],
  }
}

/** How many pixels the page is wider than the window, and what sticks out. */
export function readOverflow(): { readonly pixels: number; readonly what: string } {
  const root = document.documentElement
  const pixels = root.scrollWidth - root.clientWidth
  if (pixels <= 0) return { pixels: 0, what: '' }
  const widest = [...document.querySelectorAll('main *, header *, footer *')]
    .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
    .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
  return { pixels, what: widest.slice(0, 3).join(' ') }
}

/** With the pseudo-language: every text with letters that did not come through `Say`. */
export function readUntranslated(): readonly string[] {
  const silent = 'code, pre, time, script, style, textarea, noscript, template, [translate="no"]'
  const outside = (text: string): string => {
    let depth = 0
    let rest = ''
    for (const sign of text) {
      if (sign === '⟦') depth += 1
      else if (sign === '⟧') depth -= 1
      else if (depth === 0) rest += sign
    }
    return rest.trim()
  }
  const found: string[] = []
  const keep = (where: string, text: string | null) => {
    const rest = outside(text ?? '')
    if (/\p{L}/u.test(rest)) found.push(`${where}: ${rest.slice(0, 120)}`)
  }
  keep('title', document.title)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (parent && !parent.closest(silent)) keep(parent.tagName.toLowerCase(), node.textContent)
  }
  for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'data-label']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (!element.closest('input, textarea')) keep(`@${name}`, element.getAttribute(name))
    }
  }
  return [...new Set(found)]
}
