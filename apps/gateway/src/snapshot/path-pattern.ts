/** Says whether a path (always beginning with `/`) matches; compiled once per snapshot. */
export type PathPattern = (path: string) => boolean

/**
 * `*` stands for one segment, `{name}` likewise (as OpenAPI writes it), a last `**` for any number of segments. One segment
 * is at least one character: an agreement on `/persons/{id}` does not cover `/persons/`, which many providers answer with all.
 * No regular expression is built from configuration, so no pattern can be made slow.
 */
export function compilePattern(pattern: string): PathPattern {
  if (pattern === '**' || pattern === '/**') return () => true
  const parts = pattern.split('/').filter((part) => part !== '')
  const open = parts.at(-1) === '**'
  if (open) parts.pop()
  return (path) => {
    const segments = path.split('/')
    // path begins with '/', so segments[0] is empty; a trailing '/' is a segment of its own
    const count = segments.length - 1
    if (parts.length === 0 && !open) return path === '/' || path === ''
    if (open ? count < parts.length : count !== parts.length) return false
    return parts.every((part, at) =>
      isWild(part) ? segments[at + 1] !== '' : part === segments[at + 1],
    )
  }
}

function isWild(part: string): boolean {
  return part === '*' || (part.startsWith('{') && part.endsWith('}'))
}
