import type { BodyDigest, JournalEntry, Party } from '@mtandao/contracts'

/**
 * The bytes of a journal entry: its RFC 8785 form, written out member by member in order instead of sorted at run time,
 * because two of these are made per message. A property test holds it to the definition.
 */
export function encodeEntry(entry: JournalEntry): string {
  let text = `"at":"${entry.at}"`
  if (entry.agreement !== undefined) text = `"agreement":${string(entry.agreement)},${text}`
  if (entry.about !== undefined) text = `"about":"${entry.about}",${text}`
  if (entry.attempt !== undefined) text += `,"attempt":${entry.attempt}`
  if (entry.busKey !== undefined) text += `,"busKey":${string(entry.busKey)}`
  if (entry.busSignature !== undefined) text += `,"busSignature":${string(entry.busSignature)}`
  if (entry.consumer !== undefined) text += `,"consumer":${party(entry.consumer)}`
  text += `,"door":"${entry.door}","exchange":"${entry.exchange}"`
  if (entry.key !== undefined) text += `,"key":${string(entry.key)}`
  text += `,"kind":"${entry.kind}"`
  if (entry.latencyMs !== undefined) text += `,"latencyMs":${entry.latencyMs}`
  if (entry.operation !== undefined) text += `,"operation":${string(entry.operation)}`
  if (entry.outcome !== undefined) text += `,"outcome":${string(entry.outcome)}`
  if (entry.provider !== undefined) text += `,"provider":${party(entry.provider)}`
  if (entry.purpose !== undefined) text += `,"purpose":${string(entry.purpose)}`
  if (entry.received !== undefined) text += `,"received":${digest(entry.received)}`
  if (entry.request !== undefined) text += `,"request":${entry.request}`
  if (entry.sent !== undefined) text += `,"sent":${digest(entry.sent)}`
  if (entry.service !== undefined) text += `,"service":${string(entry.service)}`
  if (entry.serviceVersion !== undefined)
    text += `,"serviceVersion":${string(entry.serviceVersion)}`
  if (entry.side !== undefined) text += `,"side":${string(entry.side)}`
  if (entry.signature !== undefined) text += `,"signature":${string(entry.signature)}`
  if (entry.status !== undefined) text += `,"status":${entry.status}`
  if (entry.unportableNumbers !== undefined)
    text += `,"unportableNumbers":${entry.unportableNumbers}`
  return `{${text},"v":${entry.v}}`
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
