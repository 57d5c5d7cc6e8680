import type { Text } from '@mtandao/problem'
import { z } from 'zod'

/** The registered types of facts: what each is about, what its value looks like, how long it says something. */

export interface FactType {
  readonly name: Text
  /** What it is about: `institution`, `system`, `obligation`. */
  readonly subject: string
  readonly value: z.ZodType
  /** From the observation, when whoever records says nothing else; null: until another comes. */
  readonly validDays: number | null
  readonly source: 'machine' | 'declared'
  /** Whether everybody may read it; else the institution itself, e-GA, auditors and the minister's office. */
  readonly public: boolean
  /** Of declarations: whether a file must come with it. */
  readonly evidence: 'required' | 'optional' | 'none'
}

const day = z.iso.date()
const count = z.int().min(0).max(1_000_000)
const id = z.string().min(1).max(200)

type Collected = Pick<FactType, 'name' | 'subject' | 'value' | 'validDays' | 'public'>
const machine = (type: Collected): FactType => ({ ...type, source: 'machine', evidence: 'none' })

/** Records of the register are looked at every round; a collector that has stopped must not speak for ever. */
const recordDays = 30

export const catalogue: Readonly<Record<string, FactType>> = {
  'bus.seen': machine({
    name: { sw: 'Mfumo unabadilishana taarifa', en: 'System exchanging on the bus' },
    subject: 'system',
    // The days of the first and the last exchange; `exchanging`: the last one is not longer ago than the collector's limit.
    value: z.strictObject({ exchanging: z.boolean(), firstOn: day, lastOn: day }),
    validDays: null,
    public: true,
  }),
  'bus.rights': machine({
    name: { sw: 'Wateja na makubaliano yanayotumika', en: 'Clients and agreements in force' },
    subject: 'institution',
    value: z.strictObject({ clients: count, agreements: count }),
    validDays: recordDays,
    public: true,
  }),
  'bus.agreements': machine({
    name: { sw: 'Makubaliano yanayotumika ya mfumo', en: 'Agreements of a system in force' },
    subject: 'system',
    value: z.strictObject({ agreements: count }),
    validDays: recordDays,
    public: true,
  }),
  'bus.unregistered': machine({
    name: {
      sw: 'Mifumo iliyo kwenye basi bila kusajiliwa',
      en: 'Systems on the bus without a record',
    },
    subject: 'institution',
    value: z.strictObject({ count, systems: z.array(id).max(200) }),
    validDays: recordDays,
    public: true,
  }),
  'bus.key': machine({
    name: { sw: 'Umri wa ufunguo wa mfumo', en: 'Age of a system’s key' },
    subject: 'system',
    // The oldest key in force.
    value: z.strictObject({ since: day }),
    validDays: recordDays,
    public: false,
  }),
  'register.record': machine({
    name: { sw: 'Rekodi ya mfumo na umri wake', en: 'Record of a system and its age' },
    subject: 'system',
    value: z.strictObject({ registered: z.boolean(), confirmedOn: day.optional() }),
    validDays: recordDays,
    public: true,
  }),
  'hosting.site': machine({
    name: { sw: 'Mfumo uko kwenye kituo kilichoidhinishwa', en: 'Hosting on an approved site' },
    subject: 'system',
    value: z.strictObject({ approved: z.boolean(), site: id.optional() }),
    validDays: recordDays,
    public: false,
  }),
  'recovery.site': machine({
    name: { sw: 'Kituo cha Kujikinga na Majanga na zoezi lake', en: 'Recovery site and its drill' },
    subject: 'system',
    value: z.strictObject({ recorded: z.boolean(), drilledOn: day.optional() }),
    validDays: recordDays,
    public: false,
  }),
  'security.assessment': machine({
    name: { sw: 'Tathmini ya usalama ya mfumo', en: 'Security assessment of a system' },
    subject: 'system',
    value: z.strictObject({ assessed: z.boolean(), assessedOn: day.optional() }),
    validDays: recordDays,
    public: false,
  }),
  'source.ownership': machine({
    name: { sw: 'Umiliki wa programu chanzo', en: 'Ownership of source code' },
    subject: 'system',
    value: z.strictObject({
      recorded: z.boolean(),
      owner: id.optional(),
      repository: z.string().min(1).max(300).optional(),
    }),
    validDays: recordDays,
    public: false,
  }),
  'system.sustainability': machine({
    name: { sw: 'Uendelevu wa mfumo', en: 'Sustainability of a system' },
    subject: 'system',
    value: z.strictObject({
      documented: z.boolean(),
      sourceOwned: z.boolean(),
      costRecorded: z.boolean(),
    }),
    validDays: recordDays,
    public: false,
  }),
  'committee.constituted': machine({
    name: { sw: 'Kamati ya Uongozi wa TEHAMA imeundwa', en: 'ICT Steering Committee constituted' },
    subject: 'institution',
    value: z.strictObject({
      constituted: z.boolean(),
      members: count,
      establishedOn: day.optional(),
    }),
    validDays: recordDays,
    public: true,
  }),
  'staff.vetting': machine({
    name: {
      sw: 'Upekuzi na viapo vya watumishi wa TEHAMA',
      en: 'ICT staff vetted and sworn',
    },
    subject: 'institution',
    // Counts and dates, nothing about anybody.
    value: z.strictObject({
      staff: count,
      vetted: count,
      sworn: count,
      oldestVettedOn: day.optional(),
    }),
    validDays: recordDays,
    public: false,
  }),
  'bus.joined': {
    name: {
      sw: 'Taasisi imetangaza kuwa imejiunga',
      en: 'The institution declares that it has joined',
    },
    subject: 'institution',
    value: z.strictObject({ joined: z.boolean() }),
    validDays: null,
    source: 'declared',
    public: true,
    evidence: 'optional',
  },
  'obligation.evidence': {
    name: { sw: 'Ushahidi wa utekelezaji', en: 'Evidence that an obligation is fulfilled' },
    // `institution/obligation` or `institution/obligation/period`.
    subject: 'obligation',
    value: z.strictObject({ fulfilled: z.boolean(), note: z.string().max(2000).optional() }),
    validDays: null,
    source: 'declared',
    public: false,
    evidence: 'optional',
  },
}

/** The type as documents and other programs read it; the value's schema as JSON Schema 2020-12. */
export function describeTypes() {
  return Object.entries(catalogue).map(([type, { value, ...rest }]) => ({
    type,
    ...rest,
    schema: z.toJSONSchema(value),
  }))
}
