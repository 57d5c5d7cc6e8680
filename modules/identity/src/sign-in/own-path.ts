/** Where to go after signing in: a path of this site, or the desk. Another site's address is never followed. */
export function ownPath(then: string | undefined): string {
  if (then === undefined || then.length > 2_000 || !then.startsWith('/')) return home
  // Browsers read `/\host` as `//host`, and drop tabs and newlines wherever they stand.
  if (/^\/[/\\]|[\s\\\p{Cc}]/u.test(then)) return home
  const url = URL.parse(then, 'http://here.invalid')
  if (url?.origin !== 'http://here.invalid') return home
  // Signing in is over by then.
  return /^\/(sign-in|sign-out|auth)(\/|$)/.test(url.pathname)
    ? home
    : `${url.pathname}${url.search}${url.hash}`
}

export const home = '/desk'
