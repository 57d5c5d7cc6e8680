import { z } from 'zod'
import type { Fact, FactPage, FactView, Kept } from '../contract.ts'
import type { TrailStep } from '../trail.ts'
import { Sha256, Source } from './shapes.ts'

/** What programs are answered. */

export const moment = z.iso.datetime()
const Subject = z.strictObject({ type: z.string(), id: z.string() })
/** Fits the schema of its type, which `facts.list-types` gives. */
export const Value = z.record(z.string(), z.unknown())

const factShape = {
  id: z.uuid(),
  subject: Subject,
  institution: z.string().nullable(),
  type: z.string(),
  value: Value,
  observedAt: moment,
  recordedAt: moment,
  validUntil: moment.nullable(),
  source: Source,
  collector: z.string(),
  evidence: Sha256.nullable(),
  supersedes: z.uuid().nullable(),
}
export const Recorded = z.strictObject(factShape)
const Seen = z.strictObject({
  ...factShape,
  byInstitution: z.string().nullable(),
  supersededBy: z.uuid().nullable(),
})
export const Step = Seen.extend({ remark: z.string().nullable() })
export const Facts = z.strictObject({ items: z.array(Seen), next: z.int().nullable() })
export const KeptFile = z.strictObject({
  sha256: Sha256,
  bytes: z.int(),
  mediaType: z.enum(['application/pdf', 'image/png', 'image/jpeg', 'text/csv', 'text/plain']),
})

export function recorded(fact: Fact) {
  const { id, subject, institution, type, value, source, collector, evidence, supersedes } = fact
  return {
    id,
    subject,
    institution,
    type,
    value,
    observedAt: fact.observedAt.toISOString(),
    recordedAt: fact.recordedAt.toISOString(),
    validUntil: fact.validUntil?.toISOString() ?? null,
    source,
    collector,
    evidence,
    supersedes,
  }
}

function seen(fact: FactView) {
  const { byInstitution, supersededBy } = fact
  return { ...recorded(fact), byInstitution, supersededBy }
}

export const step = (one: TrailStep) => ({ ...seen(one), remark: one.remark })
export const pageOf = ({ items, next }: FactPage) => ({
  items: items.map(seen),
  next: next ?? null,
})
export const file = ({ sha256, bytes, mediaType }: Kept) => ({ sha256, bytes, mediaType })
