import { z } from 'zod'
import { lifecycles, sourceOwners } from '../records/record.ts'
import { rules } from '../findings/rules.ts'
import { vettingStates } from '../staff/vetting.ts'

/** What leaves by the API. Members that are not declared here stay inside. */

const named = z.object({ sw: z.string(), en: z.string() })
/** `YYYY-MM-DD` */
const day = z.string()
const instant = z
  .date()
  .transform((at) => at.toISOString())
  .pipe(z.iso.datetime())
const span = { from: day.nullable(), to: day.nullable() }

export const Made = z.object({ id: z.string() })

export const InstitutionAnswer = z.object({
  id: z.string(),
  name: named,
  acronym: z.string().nullable(),
  kind: z.string().nullable(),
  region: z.string().nullable(),
  parent: z.string().nullable(),
  status: z.enum(['active', 'suspended']),
})

export const InstitutionFullAnswer = InstitutionAnswer.extend({
  names: z.array(
    z.object({
      name: named,
      acronym: z.string().nullable(),
      citation: z.string().nullable(),
      ...span,
    }),
  ),
  standings: z.array(
    z.object({
      kind: z.string().nullable(),
      parent: z.string().nullable(),
      region: z.string().nullable(),
      citation: z.string().nullable(),
      ...span,
    }),
  ),
  heads: z.array(z.object({ name: z.string(), title: z.string(), ...span })),
  websites: z.array(z.object({ url: z.string(), ...span })),
})

export const ImportAnswer = z.object({
  id: z.string(),
  at: instant,
  from: day,
  appliedAt: instant.nullable(),
  planSha256: z.string(),
  counts: z.object({
    new: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    refused: z.int(),
  }),
  verdicts: z.array(
    z.object({
      line: z.int(),
      id: z.string(),
      verdict: z.enum(['new', 'changed', 'unchanged', 'refused']),
      changes: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
      why: z.array(z.object({ column: z.string().nullable(), reason: z.string() })),
    }),
  ),
})

const DetailAnswer = z.object({
  hostingSite: z.string().nullable(),
  hostingOther: z.string().nullable(),
  recoverySite: z.string().nullable(),
  recoveryOther: z.string().nullable(),
  rtoHours: z.number().nullable(),
  rpoHours: z.number().nullable(),
  drilledOn: day.nullable(),
  sourceOwner: z.enum(sourceOwners).nullable(),
  repository: z.string().nullable(),
  escrow: z.string().nullable(),
  documentation: z.string().nullable(),
  builtOn: day.nullable(),
  vendor: z.string().nullable(),
  yearlyCostTzs: z.number().nullable(),
})

export const SystemAnswer = z.object({
  id: z.string(),
  institution: z.string(),
  institutionName: named,
  code: z.string(),
  name: named,
  status: z.enum(['active', 'suspended']),
  /** Null: on the bus, not registered. */
  record: z
    .object({
      purpose: named,
      lifecycle: z.enum(lifecycles),
      lifecycleSince: day,
      capabilities: z.array(z.string()),
      userGroups: z.array(z.string()),
      owner: z.string().nullable(),
      replacedBy: z.string().nullable(),
      version: z.int(),
      confirmedAt: instant,
      /** Whole days since then. */
      ageDays: z.int(),
      data: z.array(z.object({ entity: z.string(), role: z.enum(['master', 'copy']) })),
      /** Null: not for the caller, as are assessments and completeness then. */
      detail: DetailAnswer.nullable(),
      assessments: z.array(z.object({ on: day, assessor: z.string() })),
      completeness: z
        .object({ asked: z.int(), filled: z.int(), missing: z.array(z.string()) })
        .nullable(),
    })
    .nullable(),
})

export const RevisionAnswer = z.object({
  id: z.int(),
  part: z.string(),
  at: instant,
  personName: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})

export const StaffAnswer = z.object({
  id: z.string(),
  institution: z.string(),
  name: z.string(),
  post: z.string(),
  vetting: z.enum(vettingStates),
  vettingSince: day.nullable(),
  vettingUntil: day.nullable(),
  vettingReference: z.string().nullable(),
  oathOn: day.nullable(),
  oathWitness: z.string().nullable(),
  oathReference: z.string().nullable(),
  leftOn: day.nullable(),
})
export const VettingCounts = z.record(z.enum(vettingStates), z.int())

export const CommitteeAnswer = z.object({
  id: z.string(),
  institution: z.string(),
  kind: z.enum(['ict-steering']),
  charterReference: z.string().nullable(),
  charterOn: day.nullable(),
  establishedOn: day,
  endedOn: day.nullable(),
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      post: z.string(),
      role: z.enum(['chair', 'secretary', 'member']),
      ...span,
    }),
  ),
})

export const SiteAnswer = z.object({
  id: z.string(),
  name: z.string(),
  operator: z.string(),
  place: z.string(),
  region: z.string().nullable(),
  /** Today. */
  state: z.enum(['approved', 'ahead', 'expired', 'withdrawn', 'none']),
  approvals: z.array(
    z.object({
      id: z.string(),
      from: day,
      until: day.nullable(),
      citation: z.string(),
      withdrawnOn: day.nullable(),
      withdrawnWhy: z.string().nullable(),
    }),
  ),
})

export const SettingAnswer = z.object({
  key: z.string(),
  value: z.union([z.string(), z.number()]),
  ...span,
  basis: z.enum(['practice', 'product', 'statute']),
  citation: z.string(),
  verified: z.boolean(),
})

export const FindingAnswer = z.object({
  id: z.int(),
  rule: z.enum(rules),
  institution: z.string(),
  institutionName: named,
  system: z.string(),
  systemName: named,
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  firstSeenAt: instant,
  lastSeenAt: instant,
  closedAt: instant.nullable(),
})

export const ListAnswer = z.array(
  z.object({ code: z.string(), name: named, from: day.optional(), until: day.optional() }),
)

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.union([z.string(), z.int()]).optional() })
