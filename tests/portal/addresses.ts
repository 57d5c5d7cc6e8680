/** A path with its members in braces filled. */
export function fillPath(path: string, values: Readonly<Record<string, string>> = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(values[name] ?? plausible),
  )
}

/** Fits what is asked of most ids. */
const plausible = '01890000-0000-7000-8000-000000000000'
