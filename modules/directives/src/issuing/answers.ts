import { z } from 'zod'
import { results, ruleNames } from '../model.ts'
import { noCounts, type Mark, type MarkCounts } from '../parts.ts'
import { addresseeShape, dueShape } from './obligation-shapes.ts'
import type { CountedDirective } from './list-directives.ts'
import type { DirectiveFile, ObligationFile } from './read-directive.ts'
import type { SessionFile } from './read-session.ts'

/** What programs are told of sessions and directives. */

const text = z.strictObject({ sw: z.string(), en: z.string() })
const counts = z
  .record(z.enum(Object.keys(noCounts) as Mark[]), z.number())
  .describe('Results of each kind now; `declared` is counted within `not-met` too')
  .nullable()

const acceptance = z.strictObject({
  office: text,
  holder: z.string(),
  on: z.string(),
  text,
  amended: z.boolean(),
  contentHash: z.string(),
  citation: z.string(),
})

const session = z.strictObject({
  id: z.string(),
  number: z.number(),
  name: text,
  from: z.string(),
  to: z.string(),
  place: text,
  participants: z.number().nullable(),
  topics: z.number().nullable(),
  pillars: z.number().nullable(),
  citation: z.string(),
})

const resolution = z.strictObject({
  id: z.string(),
  session: z.string(),
  number: z.number(),
  reconstructed: z.boolean(),
  title: text,
  sentence: z.string(),
  citation: z.string(),
  acceptance: acceptance.nullable(),
  directive: z.string().nullable(),
})

export const SessionList = z.strictObject({ items: z.array(session) })

export const SessionAnswer = z.strictObject({
  session,
  presenters: z.array(z.strictObject({ name: z.string(), acronym: z.string() })),
  topics: z.array(
    z.strictObject({
      number: z.number(),
      title: text,
      presenter: z.string().nullable(),
      pillar: text.nullable(),
      citation: z.string(),
    }),
  ),
  resolutions: z.array(resolution),
})

export const DirectiveLineAnswer = z.strictObject({
  id: z.string(),
  resolution: z.string().nullable(),
  session: z.string().nullable(),
  number: z.number().nullable(),
  title: text,
  effectiveOn: z.string(),
  issuedOn: z.string(),
  dueOn: z.string().nullable(),
  issuances: z.number(),
  obligations: z.number(),
  counts,
})

const version = z.strictObject({
  version: z.number(),
  title: text,
  addressee: addresseeShape,
  due: dueShape,
  rule: z.enum(ruleNames),
  citation: z.string(),
  verified: z.boolean(),
  from: z.string(),
  to: z.string().nullable(),
  endedWhy: z.string().nullable(),
})

export const DirectiveAnswer = z.strictObject({
  id: z.string(),
  title: text,
  session: session.nullable(),
  resolution: resolution.nullable(),
  /** Whether the hash kept with the acceptance is that of its text. */
  hashHolds: z.boolean().nullable(),
  issuances: z.array(
    z.strictObject({
      number: z.number(),
      office: text,
      holder: z.string().nullable(),
      issuedOn: z.string(),
      effectiveOn: z.string(),
      dueOn: z.string().nullable(),
      citation: z.string(),
    }),
  ),
  obligations: z.array(
    z.strictObject({
      id: z.string(),
      state: z.enum(['coming', 'in-force', 'ending', 'ended']),
      addressees: text,
      hit: z.number().nullable(),
      ruleVersion: z.number().nullable(),
      counts,
      now: version,
      before: z.array(version),
    }),
  ),
  counts,
})

export const OwingAnswer = z.strictObject({
  addressees: text,
  institutions: z.array(
    z.strictObject({
      id: z.string(),
      name: text,
      result: z.enum(results).nullable(),
      daysLate: z.number().nullable(),
    }),
  ),
  next: z.string().optional(),
})

export const PreviewAnswer = z.strictObject({
  words: text,
  institutions: z.array(z.strictObject({ id: z.string(), name: text })),
})

export function sessionAnswer({
  session: about,
  presenters,
  topics,
  resolutions,
}: SessionFile): z.input<typeof SessionAnswer> {
  return {
    session: about,
    presenters: [...presenters],
    topics: topics.map(topicAnswer),
    resolutions: resolutions.map(resolutionAnswer),
  }
}

function resolutionAnswer(one: SessionFile['resolutions'][number]): z.input<typeof resolution> {
  if (!one.acceptance) return { ...one, acceptance: null }
  const { resolution: _, ...accepted } = one.acceptance
  return { ...one, acceptance: accepted }
}

export function lineAnswer(line: CountedDirective): z.input<typeof DirectiveLineAnswer> {
  return { ...line, counts: countsAnswer(line.counts) }
}

function countsAnswer(given: MarkCounts | null) {
  return given === null ? null : { ...given }
}

export function directiveAnswer(file: DirectiveFile): z.input<typeof DirectiveAnswer> {
  const { directive, ground, issuances, obligations } = file
  return {
    id: directive.id,
    title: directive.title,
    session: ground?.session ?? null,
    resolution: ground ? resolutionAnswer(ground.resolution) : null,
    hashHolds: ground?.hashHolds ?? null,
    issuances: issuances.map(issuanceAnswer),
    obligations: obligations.map(obligationAnswer),
    counts: countsAnswer(file.counts),
  }
}

function obligationAnswer({ now, before, counts: figures, ...rest }: ObligationFile) {
  return {
    ...rest,
    id: now.id,
    counts: countsAnswer(figures),
    now: versionAnswer(now),
    before: before.map(versionAnswer),
  }
}

function topicAnswer(row: SessionFile['topics'][number]) {
  const { session: _, ...topic } = row
  return topic
}

function issuanceAnswer(row: DirectiveFile['issuances'][number]) {
  const { directive: _, ...issuance } = row
  return issuance
}

function versionAnswer(row: ObligationFile['now']) {
  const { id: _, directive: __, ...one } = row
  // The row was checked by the same schema when it was written.
  return one as z.input<typeof version>
}
