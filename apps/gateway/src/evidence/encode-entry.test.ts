import type { JournalEntry } from '@mtandao/contracts'
import { canonicalize } from '@mtandao/seal'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeEntry } from './encode-entry.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const digest = fc.record(
  { bytes: fc.nat(), sha256: fc.constant('q'.repeat(43)) },
  { requiredKeys: ['bytes'] },
)
const party = fc.record(
  { institution: text, system: text, client: text },
  { requiredKeys: ['institution', 'system'] },
)
const entry = fc.record(
  {
    v: fc.constant(1 as const),
    kind: fc.constantFrom(
      'request',
      'response',
      'refused',
      'completed',
      'delivered',
      'undelivered',
      'closed',
    ),
    exchange: fc.uuid({ version: 7 }),
    at: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString()),
    door: fc.constantFrom('govesb', 'r1', 'token'),
    consumer: party,
    provider: party,
    service: text,
    serviceVersion: text,
    agreement: text,
    purpose: text,
    operation: text,
    status: fc.nat(599),
    outcome: text,
    side: text,
    latencyMs: fc.nat(1_000_000).map((tenths) => tenths / 10),
    received: digest,
    sent: digest,
    signature: text,
    key: text,
    busSignature: text,
    busKey: text,
    about: fc.uuid({ version: 7 }),
    request: fc.nat(),
    unportableNumbers: fc.nat(),
    attempt: fc.nat(),
  },
  { requiredKeys: ['v', 'kind', 'exchange', 'at', 'door'] },
)

test('an entry is written in its RFC 8785 form, whichever members it has', () => {
  fc.assert(
    fc.property(entry, (value) => {
      expect(encodeEntry(value as JournalEntry, value as JournalEntry, value as JournalEntry)).toBe(
        canonicalize(value),
      )
    }),
  )
})
