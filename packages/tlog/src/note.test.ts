import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { origin, seed, vkey } from '../test/logs.ts'
import { vectors } from '../test/vectors.ts'
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { cosignatureTime, cosignatureVerifier, cosigner } from './cosignature.ts'
import {
  formatSignature,
  formatVkey,
  noteSigner,
  noteVerifier,
  openNote,
  parseNote,
  parseVkey,
  signNote,
} from './note.ts'

interface Published {
  verified: { vkey: string; privateKey: string; text: string; signature: string }
  note: { note: string; text: string; names: string[] }
  checkpoint: { note: string; origin: string; size: number; root: string; cosignatureTime: number }
}

const published: Published = vectors('notes')
const root = Buffer.alloc(32, 9)
const checkpoint = { origin, size: 20, root }
const log = noteVerifier(vkey)

describe('signed notes', () => {
  const { text, signature, privateKey } = published.verified

  test('the note of the reference implementation verifies, and we sign it byte for byte the same', () => {
    const opened = openNote(`${text}\n${signature}`, [noteVerifier(published.verified.vkey)])
    expect(opened.text).toBe(text)
    const material = Buffer.from(privateKey.split('+').slice(4).join('+'), 'base64')
    const signer = noteSigner('PeterNeumann', material.subarray(1))
    expect(signer.vkey).toBe(published.verified.vkey)
    expect(signNote(text, [signer])).toBe(`${text}\n${signature}`)
  })

  test('the C2SP example is taken apart at its last empty line', () => {
    const note = parseNote(published.note.note)
    expect(note.text).toBe(published.note.text)
    expect(note.signatures.map(({ name }) => name)).toEqual(published.note.names)
    const [line] = note.signatures.map(formatSignature)
    expect(published.note.note.endsWith(`\n\n${line}`)).toBe(true)
  })

  test('no part of a verifier key is a verifier key', () => {
    const whole = published.verified.vkey
    for (let from = 0; from < whole.length; from++)
      for (let to = from + 1; to <= whole.length; to++)
        if (to - from < whole.length) expect(() => noteVerifier(whole.slice(from, to))).toThrow()
    for (let i = 0; i < whole.length; i++) {
      const changed = String.fromCharCode(whole.charCodeAt(i) + 1)
      expect(() => noteVerifier(whole.slice(0, i) + changed + whole.slice(i + 1))).toThrow()
    }
    expect(() => noteVerifier(formatVkey('w', 4, Buffer.alloc(32)))).toThrow(/not an Ed25519/)
  })

  test.each([
    ['no signature', 'text\n'],
    ['no blank line', `text\n${signature}`],
    ['signature without newline', `${text}\n${signature.trimEnd()}`],
    ['a carriage return', `te\rxt\n\n${signature}`],
    ['a tab', `te\txt\n\n${signature}`],
    ['a hyphen for the dash', `text\n\n- ${signature.slice(2)}`],
    ['no name', `text\n\n\u2014  AAAAAAA=\n`],
    ['a plus in the name', `text\n\n\u2014 a+b AAAAAAA=\n`],
    ['a short signature', `text\n\n\u2014 a AAAAAA==\n`],
    ['loose base64', `text\n\n\u2014 a AAAAAAB=\n`],
    ['too many signatures', `text\n\n${'\u2014 a AAAAAAA=\n'.repeat(101)}`],
    ['too long', `${'x'.repeat(1_000_000)}\n\n${signature}`],
    ['a lone surrogate', `\ud800\n\n${signature}`],
  ])('a malformed note is refused: %s', (_, note) => {
    expect(() => parseNote(note)).toThrow()
  })

  test('unknown keys are ignored, a bad signature of a known key refuses the note', () => {
    const other = noteSigner('other.example', Buffer.alloc(32, 1))
    const note = signNote('text\n', [other, noteSigner(origin, seed)])
    expect(openNote(note, [log]).verified.map(({ name }) => name)).toEqual([origin])
    expect(openNote(note, [log, noteVerifier(other.vkey)]).verified).toHaveLength(2)
    expect(() => openNote(note, [noteVerifier(published.verified.vkey)])).toThrow(/known key/)
    expect(() => openNote(note.replace('text', 'test'), [log])).toThrow(/bad signature/)
    const renamed = noteSigner('third.example', seed)
    expect(() => openNote(note, [noteVerifier(renamed.vkey)])).toThrow(/known key/)
  })

  test('what cannot be a note is not signed', () => {
    const signer = noteSigner(origin, seed)
    for (const wrong of ['no newline', 'con\u0000trol\n', ''])
      expect(() => signNote(wrong, [signer])).toThrow()
    expect(() => noteSigner('a name', seed)).toThrow()
    expect(() => noteSigner(origin, seed.subarray(1))).toThrow()
  })

  test('any text of lines survives', () => {
    const lines = fc.array(fc.string({ unit: 'grapheme' }).filter((line) => !/\p{Cc}/u.test(line)))
    fc.assert(
      fc.property(lines, (all) => {
        const any = `${all.join('\n')}\n`
        expect(openNote(signNote(any, [noteSigner(origin, seed)]), [log]).text).toBe(any)
      }),
      { numRuns: 50 },
    )
  })
})

describe('checkpoints', () => {
  test('the C2SP example', () => {
    const note = parseNote(published.checkpoint.note)
    const parsed = parseCheckpoint(note.text)
    expect(parsed).toEqual({
      origin: published.checkpoint.origin,
      size: published.checkpoint.size,
      root: Buffer.from(published.checkpoint.root, 'base64'),
    })
    expect(formatCheckpoint(parsed)).toBe(note.text)
    const cosignature = note.signatures.find(({ name }) => name.startsWith('witness'))
    expect(cosignature && cosignatureTime(cosignature)).toBe(published.checkpoint.cosignatureTime)
  })

  test('a checkpoint opens under the key of its log only', () => {
    const note = signCheckpoint(checkpoint, [noteSigner(origin, seed)])
    expect(openCheckpoint(note, log)).toEqual(checkpoint)
    const other = noteSigner('other.example', seed)
    expect(() => openCheckpoint(note, noteVerifier(other.vkey))).toThrow()
    const stolen = signCheckpoint(checkpoint, [other])
    expect(() => openCheckpoint(stolen, noteVerifier(other.vkey))).toThrow(/not of/)
  })

  const encoded = root.toString('base64')
  test.each([
    ['two lines', `a\n1\n`],
    ['no last newline', `a\n1\n${encoded}`],
    ['no origin', `\n1\n${encoded}\n`],
    ['leading zero', `a\n01\n${encoded}\n`],
    ['negative size', `a\n-1\n${encoded}\n`],
    ['size beyond 2^53', `a\n9007199254740993\n${encoded}\n`],
    ['short root', `a\n1\nAAAA\n`],
    ['loose root', `a\n1\n${encoded.replace('=', '')}\n`],
    ['empty extension', `a\n1\n${encoded}\n\n`],
  ])('a malformed checkpoint is refused: %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow()
  })

  test('extension lines are kept', () => {
    const extended = { ...checkpoint, extensions: ['one', 'two'] }
    expect(parseCheckpoint(formatCheckpoint(extended))).toEqual(extended)
    expect(() => formatCheckpoint({ ...checkpoint, extensions: ['a\nb'] })).toThrow()
    expect(() => formatCheckpoint({ ...checkpoint, size: -1 })).toThrow()
  })
})

describe('cosignatures', () => {
  const witness = cosigner('witness.example/w1', Buffer.alloc(32, 3))
  const note = signCheckpoint(checkpoint, [noteSigner(origin, seed)])

  test('a witness vouches for the checkpoint and the time', () => {
    const cosigned = note + witness.cosign(note, 1_679_315_147)
    const { verified } = openNote(cosigned, [cosignatureVerifier(witness.vkey)])
    expect(verified.map(cosignatureTime)).toEqual([1_679_315_147])
    expect(openCheckpoint(cosigned, log)).toEqual(checkpoint)
  })

  test('another time, another tree or a plain signature is refused', () => {
    const verifier = cosignatureVerifier(witness.vkey)
    const [signature] = parseNote(`x\n\n${witness.cosign(note, 5)}`).signatures
    if (signature === undefined) throw new Error('no signature')
    const { text } = parseNote(note)
    expect(verifier.verify(text, signature.signature)).toBe(true)
    expect(verifier.verify(text.replace('20', '21'), signature.signature)).toBe(false)
    const later = Buffer.from(signature.signature)
    later.writeBigUInt64BE(6n, 0)
    expect(verifier.verify(text, later)).toBe(false)
    later.writeBigUInt64BE(2n ** 63n, 0)
    expect(verifier.verify(text, later)).toBe(false)
    expect(verifier.verify(text, signature.signature.subarray(8))).toBe(false)
    expect(() => cosignatureVerifier(vkey)).toThrow(/not a cosignature/)
    expect(parseVkey(witness.vkey).type).toBe(4)
  })

  test('only a checkpoint is cosigned', () => {
    const other = signNote('not a checkpoint\n', [noteSigner(origin, seed)])
    expect(() => witness.cosign(other, 1)).toThrow()
  })
})
