import { createHash } from 'node:crypto'
import type { Text } from '@mtandao/problem'
import { canonicalize } from '@mtandao/seal'
import { z } from 'zod'
import { daysOf } from './days.ts'
import { problem } from './problems.ts'
import { someText } from './shapes.ts'

/** What the parties agree to, as it is hashed and approved. Version 1 of the shape: docs/protocols/agreement-record.md. */

const text = z.strictObject({ sw: z.string().max(300), en: z.string().max(300) })
const party = z.strictObject({
  institution: z.string().max(64),
  name: text,
  system: z.string().max(64),
  systemName: text,
})
const day = z.iso.date()

export const AgreementContent = z.strictObject({
  format: z.literal('serikali-mtandao/agreement/v1'),
  agreement: z.string().max(64),
  version: z.int().min(1),
  kind: z.enum(['first', 'renewal', 'amendment', 'enrolment']),
  consumer: party,
  provider: party,
  service: z.strictObject({ id: z.string().max(64), name: text, version: z.string().max(20) }),
  /** Codes go with every call; the words are in one language or both. */
  purpose: z.strictObject({
    codes: z.array(z.string().max(64)).min(1).max(20),
    sw: z.string().max(600).nullable(),
    en: z.string().max(600).nullable(),
  }),
  /** Null citation: to be confirmed. Null everywhere: an enrolment did not say. */
  legalBasis: z.strictObject({
    words: z.string().max(1000).nullable(),
    citation: z.string().max(300).nullable(),
  }),
  dataItems: z.array(z.string().max(200)).max(300),
  retention: z.strictObject({
    days: z.int().min(0).max(36_500).nullable(),
    /** What becomes of the data after that. */
    after: z.string().max(300).nullable(),
  }),
  /** Null: not said. The number the PDPC gave to the consumer; the provider gives its own with its technical approval. */
  personalData: z.strictObject({
    held: z.boolean().nullable(),
    consumerRegistration: z.string().max(100).nullable(),
  }),
  volume: z.strictObject({
    perDay: z.int().min(1).max(1_000_000_000).nullable(),
    peakPerMinute: z.int().min(1).max(10_000_000).nullable(),
  }),
  /** First and last day, in East Africa Time. */
  validity: z.strictObject({ from: day, until: day }),
  /** What may be called of the service, as in the routing snapshot; empty: everything. */
  rules: z
    .array(z.strictObject({ method: z.string().max(10), path: z.string().max(300) }))
    .max(200),
  /** As an enrolment brought it. Null: the provider sets it with its signed technical approval. */
  quota: z.strictObject({ perMinute: z.int(), perDay: z.int(), concurrency: z.int() }).nullable(),
})
export type AgreementContent = z.infer<typeof AgreementContent>

/** What the consumer writes. */
export const AgreementTerms = z.strictObject({
  /** The code that calls carry: letters, digits, `.`, `_`, `-`. */
  purpose: z
    .string()
    .trim()
    .max(64)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  purposeSw: someText(600),
  purposeEn: someText(600),
  legalBasis: someText(1000).min(1),
  /** Empty: to be confirmed. */
  citation: someText(300),
  dataItems: z.array(someText(200).min(1)).max(300),
  retentionDays: z.int().min(0).max(36_500),
  retentionThen: someText(300).min(1),
  personalData: z.boolean(),
  consumerRegistration: someText(100),
  perDay: z.int().min(1).max(1_000_000_000),
  peakPerMinute: z.int().min(1).max(10_000_000),
  validFrom: z.iso.date(),
  validUntil: z.iso.date(),
})
export type AgreementTerms = z.infer<typeof AgreementTerms>

export interface Quota {
  readonly perMinute: number
  readonly perDay: number
  readonly concurrency: number
}

/** Who and what, as the register and the services say on the day of writing. */
export type AgreementHead = Pick<
  AgreementContent,
  'agreement' | 'version' | 'kind' | 'consumer' | 'provider' | 'service' | 'rules'
>

/** A technical limit, not one of the law. */
const validDaysMax = 3660

interface SaidFault {
  readonly field: string
  readonly text: Text
}

/** @throws Problem `agreements.content-refused` with every fault beside its field */
export function contentOf(head: AgreementHead, terms: AgreementTerms): AgreementContent {
  const faults = faultsIn(terms)
  if (faults.length > 0) {
    const [first] = faults
    throw problem('content-refused', {
      ...(first && { detail: first.text }),
      extra: { field: first?.field, faults },
    })
  }
  return {
    format: 'serikali-mtandao/agreement/v1',
    ...head,
    purpose: {
      codes: [terms.purpose],
      sw: terms.purposeSw || null,
      en: terms.purposeEn || null,
    },
    legalBasis: { words: terms.legalBasis, citation: terms.citation || null },
    dataItems: [...new Set(terms.dataItems)],
    retention: { days: terms.retentionDays, after: terms.retentionThen },
    personalData: {
      held: terms.personalData,
      consumerRegistration: terms.personalData ? terms.consumerRegistration : null,
    },
    volume: { perDay: terms.perDay, peakPerMinute: terms.peakPerMinute },
    validity: { from: terms.validFrom, until: terms.validUntil },
    quota: null,
  }
}

function faultsIn(terms: AgreementTerms): SaidFault[] {
  const faults: SaidFault[] = []
  const wrong = (field: keyof AgreementTerms, sw: string, en: string) =>
    faults.push({ field, text: { sw, en } })
  if (!terms.purposeSw && !terms.purposeEn) {
    wrong(
      'purposeSw',
      'Eleza dhumuni kwa Kiswahili au kwa Kiingereza',
      'Say the purpose in Swahili or in English',
    )
  }
  if (terms.dataItems.length === 0) {
    wrong('dataItems', 'Taja angalau taarifa moja', 'Name at least one data item')
  }
  if (terms.personalData && terms.consumerRegistration.length < 2) {
    wrong(
      'consumerRegistration',
      'Andika namba ya usajili wa taasisi yako katika Tume ya Ulinzi wa Taarifa Binafsi',
      'Write your institution’s registration number with the Personal Data Protection Commission',
    )
  }
  if (terms.peakPerMinute > terms.perDay) {
    wrong(
      'peakPerMinute',
      'Kilele cha dakika hakiwezi kuzidi maombi ya siku nzima',
      'The peak of a minute cannot be more than the whole day',
    )
  }
  const days = daysOf(terms.validFrom, terms.validUntil)
  if (days < 1) {
    wrong(
      'validUntil',
      'Siku ya mwisho iwe baada ya siku ya kwanza',
      'The last day must follow the first',
    )
  } else if (days > validDaysMax) {
    wrong('validUntil', 'Muda usizidi miaka kumi', 'At most ten years')
  }
  return faults
}

/** What was written, to be written on; what an enrolment never said is left for a person to say. */
export function termsOf(content: AgreementContent): Partial<AgreementTerms> {
  const { purpose, legalBasis, retention, personalData, volume, validity } = content
  return {
    purpose: purpose.codes[0] ?? '',
    purposeSw: purpose.sw ?? '',
    purposeEn: purpose.en ?? '',
    legalBasis: legalBasis.words ?? '',
    citation: legalBasis.citation ?? '',
    dataItems: content.dataItems,
    retentionThen: retention.after ?? '',
    consumerRegistration: personalData.consumerRegistration ?? '',
    validFrom: validity.from,
    validUntil: validity.until,
    ...(retention.days !== null && { retentionDays: retention.days }),
    ...(personalData.held !== null && { personalData: personalData.held }),
    ...(volume.perDay !== null && { perDay: volume.perDay }),
    ...(volume.peakPerMinute !== null && { peakPerMinute: volume.peakPerMinute }),
  }
}

export interface SealedContent {
  /** RFC 8785. */
  readonly text: string
  /** SHA-256 of its UTF-8 bytes, hex. */
  readonly hash: string
}

export function sealContent(content: AgreementContent): SealedContent {
  const canonical = canonicalize(content)
  return { text: canonical, hash: sha256(canonical) }
}

export function sha256(of: string): string {
  return createHash('sha256').update(of).digest('hex')
}

/** The parts of a content that people compare. */
export type TermName =
  | 'service'
  | 'purpose'
  | 'legalBasis'
  | 'dataItems'
  | 'retention'
  | 'personalData'
  | 'volume'
  | 'validity'
  | 'rules'

const termNames: readonly TermName[] = [
  'service',
  'purpose',
  'legalBasis',
  'dataItems',
  'retention',
  'personalData',
  'volume',
  'validity',
  'rules',
]

export interface Difference {
  readonly changed: readonly TermName[]
  readonly itemsAdded: readonly string[]
  readonly itemsRemoved: readonly string[]
}

/** What the new text says otherwise than the old. */
export function differenceOf(before: AgreementContent, after: AgreementContent): Difference {
  return {
    changed: termNames.filter((name) => canonicalize(before[name]) !== canonicalize(after[name])),
    itemsAdded: after.dataItems.filter((item) => !before.dataItems.includes(item)),
    itemsRemoved: before.dataItems.filter((item) => !after.dataItems.includes(item)),
  }
}
