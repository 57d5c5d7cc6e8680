import type { CountryFilter } from './country-filter.ts'

/** The country page with this filter; what is not asked for does not stand in the address. */
export function countryHref(
  filter: Partial<CountryFilter>,
  {
    after,
    path = '/country',
  }: { readonly after?: string | undefined; readonly path?: string } = {},
): string {
  const { search, directive, kind, region, result, late, order } = filter
  const query = new URLSearchParams()
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') query.set(name, value)
  }
  put('search', search)
  put('directive', directive)
  put('kind', kind)
  put('region', region)
  put('result', result)
  put('late', late ? 'yes' : undefined)
  put('order', order === 'name' ? undefined : order)
  put('after', after)
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Whether anything narrows the list; the order does not. */
export function isFiltered(filter: CountryFilter): boolean {
  return countryHref({ ...filter, order: 'name' }) !== '/country'
}
