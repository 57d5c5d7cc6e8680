import type { Text } from '@mtandao/problem'
import type { Say } from '@mtandao/ui'
import type { FactView } from '../contract.ts'
import { somebody } from '../read-facts.ts'
import type { FactsWebDeps } from './deps.ts'

/** What the things that some facts speak of are called. */
export interface Names {
  readonly institutions: ReadonlyMap<string, Text>
  readonly systems: ReadonlyMap<string, Text>
  readonly obligations: ReadonlyMap<string, Text>
  /** Only of those whom the reader may know: of others the facts hold no id. */
  readonly people: ReadonlyMap<string, string>
}

export async function namesOf(
  { names }: Pick<FactsWebDeps, 'names'>,
  facts: readonly FactView[],
  more: readonly string[] = [],
): Promise<Names> {
  const unique = (ids: readonly (string | null)[]) => [
    ...new Set(ids.filter((id): id is string => id !== null)),
  ]
  const about = (type: string) => facts.filter(({ subject }) => subject.type === type)
  const [institutions, systems, obligations, people] = await Promise.all([
    names.institutions(
      unique([
        ...facts.flatMap(({ institution, byInstitution }) => [institution, byInstitution]),
        ...more,
      ]),
    ),
    names.systems(unique(about('system').map(({ subject }) => subject.id))),
    names.obligations(
      unique(about('obligation').map(({ subject }) => partsOf(subject.id).obligation)),
    ),
    names.people(
      unique(
        facts.flatMap(({ source, collector }) =>
          source === 'machine' || collector === somebody ? [] : [collector],
        ),
      ),
    ),
  ])
  return { institutions, systems, obligations, people }
}

export function institutionName(
  say: Say,
  { institutions }: Pick<Names, 'institutions'>,
  id: string,
): string {
  const name = institutions.get(id)
  return name ? say.text(name) : say.data(id)
}

/** `institution/obligation` or `institution/obligation/period`. */
export function partsOf(subject: string): {
  readonly institution: string
  readonly obligation: string
  readonly period: string | undefined
} {
  const [institution = '', obligation = '', ...rest] = subject.split('/')
  // A quarter has a stroke of its own: `2026/27-Q2`.
  return { institution, obligation, period: rest.length > 0 ? rest.join('/') : undefined }
}
