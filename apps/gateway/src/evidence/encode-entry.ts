import type { BodyDigest, JournalEntry, Party } from '@mtandao/contracts'

/** What is the same in every entry of one exchange: who, what, under which right. */
export type CommonFacts = Pick<
  JournalEntry,
  | 'about'
  | 'agreement'
  | 'consumer'
  | 'door'
  | 'operation'
  | 'provider'
  | 'purpose'
  | 'service'
  | 'serviceVersion'
>

/** What the recorder itself knows of an entry. */
export interface EntryHead extends Pick<JournalEntry, 'at' | 'exchange' | 'kind'> {
  readonly received?: BodyDigest | undefined
  readonly request?: number | undefined
  readonly sent?: BodyDigest | undefined
}

/** What one step adds. */
export type OwnFacts = Omit<JournalEntry, keyof CommonFacts | keyof EntryHead | 'v'>

/**
 * The bytes of a journal entry: its RFC 8785 form, written out member by member in order instead of put together and sorted
 * at run time, because two of these are made per message. A property test holds it to the definition.
 */
export function encodeEntry(head: EntryHead, own: OwnFacts, common: CommonFacts): string {
  let text = `"at":"${head.at}"`
  if (common.agreement !== undefined) text = `"agreement":${string(common.agreement)},${text}`
  if (common.about !== undefined) text = `"about":"${common.about}",${text}`
  if (own.attempt !== undefined) text += `,"attempt":${own.attempt}`
  if (own.busKey !== undefined) text += `,"busKey":${string(own.busKey)}`
  if (own.busSignature !== undefined) text += `,"busSignature":${string(own.busSignature)}`
  if (common.consumer !== undefined) text += `,"consumer":${party(common.consumer)}`
  text += `,"door":"${common.door}","exchange":"${head.exchange}"`
  if (own.key !== undefined) text += `,"key":${string(own.key)}`
  text += `,"kind":"${head.kind}"`
  if (own.latencyMs !== undefined) text += `,"latencyMs":${own.latencyMs}`
  if (common.operation !== undefined) text += `,"operation":${string(common.operation)}`
  if (own.outcome !== undefined) text += `,"outcome":${string(own.outcome)}`
  if (common.provider !== undefined) text += `,"provider":${party(common.provider)}`
  if (common.purpose !== undefined) text += `,"purpose":${string(common.purpose)}`
  if (head.received !== undefined) text += `,"received":${digest(head.received)}`
  if (head.request !== undefined) text += `,"request":${head.request}`
  if (head.sent !== undefined) text += `,"sent":${digest(head.sent)}`
  if (common.service !== undefined) text += `,"service":${string(common.service)}`
  if (common.serviceVersion !== undefined)
    text += `,"serviceVersion":${string(common.serviceVersion)}`
  if (own.side !== undefined) text += `,"side":${string(own.side)}`
  if (own.signature !== undefined) text += `,"signature":${string(own.signature)}`
  if (own.status !== undefined) text += `,"status":${own.status}`
  if (own.unportableNumbers !== undefined) text += `,"unportableNumbers":${own.unportableNumbers}`
  return `{${text},"v":1}`
}

const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

/** JSON.stringify escapes exactly as RFC 8785 §3.2.2.2 does for well-formed text; most values need nothing. */
function string(value: string): string {
  return plain.test(value) ? `"${value}"` : JSON.stringify(value)
}

const parties = new WeakMap<Party, string>()

function party(value: Party): string {
  const known = parties.get(value)
  if (known !== undefined) return known
  const client = value.client === undefined ? '' : `"client":${string(value.client)},`
  const text = `{${client}"institution":${string(value.institution)},"system":${string(value.system)}}`
  parties.set(value, text)
  return text
}

function digest({ bytes, sha256 }: BodyDigest): string {
  return sha256 === undefined ? `{"bytes":${bytes}}` : `{"bytes":${bytes},"sha256":"${sha256}"}`
}
