import { z } from 'zod'
import { capabilities } from '../lists/capabilities.ts'
import { userGroups } from '../lists/entities.ts'
import { day, id, line, listedCodes, orNothing, words } from '../shapes.ts'
import { lifecycles, sourceOwners } from './record.ts'

/** The parts of a record: what one form asks for, and what one operation takes. */

const hours = z.coerce.number().min(0).max(10_000)

/** A decimal comma is how many write it. */
const typedHours = orNothing(
  z.preprocess((value) => (typeof value === 'string' ? value.replace(',', '.') : value), hours),
)

export const purposePart = z.strictObject({
  nameSw: line(300),
  nameEn: line(300),
  purposeSw: words(2000),
  purposeEn: words(2000),
  lifecycle: z.enum(
    lifecycles as [string, ...string[]] as ['planned', 'building', 'live', 'retiring', 'retired'],
  ),
  lifecycleSince: day,
  capabilities: listedCodes(capabilities, 20),
  userGroups: listedCodes(userGroups, 12),
  owner: orNothing(line(200)),
  replacedBy: orNothing(id),
})

export const dataPart = z.strictObject({
  data: z.array(z.strictObject({ entity: line(100), role: z.enum(['master', 'copy']) })).max(100),
})

export const hostingPart = z.strictObject({
  hostingSite: orNothing(z.uuid()),
  hostingOther: orNothing(line(300)),
  recoverySite: orNothing(z.uuid()),
  recoveryOther: orNothing(line(300)),
  rtoHours: typedHours,
  rpoHours: typedHours,
  drilledOn: orNothing(day),
})

export const securityPart = z.strictObject({ on: day, assessor: line(200) })

export const sourcePart = z.strictObject({
  sourceOwner: orNothing(
    z.enum(
      sourceOwners as [string, ...string[]] as [
        'institution',
        'government',
        'vendor',
        'open',
        'unknown',
      ],
    ),
  ),
  repository: orNothing(line(300)),
  escrow: orNothing(line(300)),
  documentation: orNothing(line(300)),
  builtOn: orNothing(day),
})

/** Thousands may be parted by commas, spaces or dots, as people write money. */
const money = z.preprocess(
  (value) => (typeof value === 'string' ? value.replaceAll(/[,\s.]/g, '') : value),
  z.coerce.number().int().min(0).max(9_000_000_000_000),
)
export const costPart = z.strictObject({
  vendor: orNothing(line(200)),
  yearlyCostTzs: orNothing(money),
})
