import type { ServiceContract } from './contract/service-contract.ts'

const searchMax = 8_000

/** Lower case, without marks and punctuation: what is typed and what is stored meet in this form. */
export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Everything a service may be found by besides its own name. */
export function searchMore(
  texts: readonly string[],
  contract: ServiceContract | undefined,
): string {
  const operations = (contract?.operations ?? []).flatMap(({ path, summary, parameters }) => [
    path ?? '',
    summary,
    ...parameters.map(({ name }) => name),
  ])
  return normalise([...texts, ...operations].join(' ')).slice(0, searchMax)
}
