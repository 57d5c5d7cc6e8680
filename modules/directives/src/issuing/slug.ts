/** The words of a title as part of an id: `Unda Kamati ya TEHAMA` becomes `unda-kamati-ya-tehama`. Never empty. */
export function slugOf(title: string, lengthMax: number): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  const cut = plain.slice(0, lengthMax + 1)
  const whole =
    plain.length > lengthMax && cut.includes('-', 1) ? cut.slice(0, cut.lastIndexOf('-')) : cut
  return whole.slice(0, lengthMax).replaceAll(/^-+|-+$/g, '') || 'x'
}
