import { catalogue, type FactType } from './catalogue.ts'
import type { NewFact } from './contract.ts'
import { problem } from './problems.ts'

/** A clock a little ahead of ours is no lie. */
const aheadMsMax = 5 * 60_000
const bytesMax = 8 * 1024

/** @throws Problem `facts.type-unknown`, `facts.value-invalid`, `facts.time-ahead` */
export function checkFact(fact: Omit<NewFact, 'validUntil'>, now: Date): FactType {
  const type = typeNamed(fact.type)
  const said = type.value.safeParse(fact.value)
  const large = Buffer.byteLength(JSON.stringify(fact.value ?? null)) > bytesMax
  if (!said.success || large || fact.subject.type !== type.subject || !isAbout(fact)) {
    const faults = said.error?.issues.slice(0, 20).map(({ path, message }) => ({
      path: path.map(String),
      message,
    }))
    throw problem('value-invalid', { extra: { field: 'value', type: fact.type, faults } })
  }
  if (fact.observedAt.getTime() > now.getTime() + aheadMsMax)
    throw problem('time-ahead', { extra: { field: 'observedAt' } })
  return type
}

/** @throws Problem `facts.type-unknown` */
export function typeNamed(name: string): FactType {
  const type = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined
  if (!type) throw problem('type-unknown', { extra: { type: name } })
  return type
}

/** A fact about an institution, or about an obligation of it, cannot be laid at another's door. */
function isAbout({ subject, institution }: Pick<NewFact, 'subject' | 'institution'>): boolean {
  if (subject.type === 'institution') return subject.id === institution
  if (subject.type === 'obligation')
    return institution !== null && subject.id.startsWith(`${institution}/`)
  return true
}
