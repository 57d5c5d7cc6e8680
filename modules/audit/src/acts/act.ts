import { createHash } from 'node:crypto'
import type { Actor } from '@mtandao/identity/contract'
import type { Act, Agent } from '../contract.ts'

/** One act as the table has it. */
export interface ActRow {
  /** UUIDv7 of the moment it was recorded. */
  readonly id: string
  readonly at: Date
  readonly person: string | null
  readonly personName: string | null
  readonly institution: string | null
  readonly roles: readonly string[]
  readonly agent: string | null
  readonly action: string
  readonly subjectType: string
  readonly subjectId: string
  readonly institutions: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

/** An act whose transaction has committed. */
export interface PlacedAct extends ActRow {
  readonly logIndex: number
}

const detailBytesMax = 8 * 1024
const nameMax = 200
const institutionsMax = 100

/** What is written of an act. */
export function actRow(who: Actor | Agent, act: Act, made: { id: string; at: Date }): ActRow {
  const actor = 'agent' in who ? undefined : who
  const concerned = [...act.institutions, ...(actor ? [actor.institution] : [])]
  const institutions = [...new Set(concerned)].sort().slice(0, institutionsMax)
  return {
    ...made,
    person: actor?.person.id ?? null,
    personName: actor ? writable(actor.person.name).slice(0, nameMax) : null,
    institution: actor?.institution ?? null,
    roles: actor ? [...actor.roles] : [],
    agent: 'agent' in who ? who.agent : null,
    action: act.action,
    subjectType: act.subject.type,
    subjectId: act.subject.id,
    institutions,
    detail: bounded(act.detail ?? {}),
  }
}

/** Too much detail must not undo the change it tells of: its size and digest stand for it then. */
function bounded(detail: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(detail, (_key, value: unknown) =>
    typeof value === 'string' ? writable(value) : value,
  )
  const bytes = Buffer.byteLength(text)
  if (bytes <= detailBytesMax) return JSON.parse(text) as Record<string, unknown>
  return { tooLong: { bytes, sha256: createHash('sha256').update(text).digest('base64url') } }
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
function writable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** RFC 9562 version 7: milliseconds since the Epoch, then random bits. */
export function actId(at: Date, random: Uint8Array): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes.set(random.subarray(0, 10), 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
