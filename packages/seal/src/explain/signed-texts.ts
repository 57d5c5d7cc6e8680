import type { Envelope } from '../envelope.ts'
import { writeInStyles, type StyleMark } from './json-styles.ts'

/** What somebody signed instead of the bytes of `data` as they were sent. */
export type TextMistake =
  | StyleMark
  | 'whole-message'
  | 'body-only'
  | 'data-without-tags'
  | 'spaces-between-tags'
  | 'line-ends'
  | 'newline-after'
  | 'as-json-string'
  | 'base64-of-it'
  | 'digest-of-it'
  | 'as-given'

export interface SignedText {
  readonly mistakes: readonly TextMistake[]
  readonly bytes: Buffer
}

/**
 * Texts that may have been signed for this message, likeliest first, each once. The first is what the bus checks.
 * @param given the text that the asker says was signed
 */
export function signedTexts(
  message: Buffer,
  envelope: Envelope,
  given: Buffer | undefined,
): SignedText[] {
  const texts = createList()
  texts.add(envelope.signedText, [])
  if (given) texts.add(given, ['as-given'])
  if (envelope.format === 'json') jsonTexts(texts, message, envelope)
  else xmlTexts(texts, message, envelope)
  return texts.all
}

interface Texts {
  readonly all: SignedText[]
  add(bytes: Buffer, mistakes: readonly TextMistake[]): void
}

function createList(): Texts {
  const all: SignedText[] = []
  const seen = new Set<string>()
  const once = (bytes: Buffer, mistakes: readonly TextMistake[]) => {
    const key = bytes.toString('latin1')
    if (seen.has(key)) return
    seen.add(key)
    all.push({ bytes, mistakes })
  }
  return {
    all,
    add(bytes, mistakes) {
      once(bytes, mistakes)
      for (const end of ['\n', '\r\n'])
        once(Buffer.concat([bytes, Buffer.from(end)]), [...mistakes, 'newline-after'])
    },
  }
}

function jsonTexts(texts: Texts, message: Buffer, envelope: Envelope): void {
  const { signedText, body } = envelope
  const start = signedText.byteOffset - message.byteOffset
  const styled = writeInStyles(message, { start, end: start + signedText.length })
  for (const { text, marks } of styled) texts.add(Buffer.from(text), marks)
  if (body) {
    texts.add(body.raw, ['body-only'])
    const from = body.raw.byteOffset - message.byteOffset
    for (const { text, marks } of writeInStyles(message, {
      start: from,
      end: from + body.raw.length,
    }))
      texts.add(Buffer.from(text), ['body-only', ...marks])
  }
  texts.add(message, ['whole-message'])
  for (const { text, marks } of styled)
    texts.add(Buffer.from(`{"data":${text}}`), ['whole-message', ...marks])
  const plain = signedText.toString()
  texts.add(Buffer.from(JSON.stringify(plain)), ['as-json-string'])
  texts.add(Buffer.from(signedText.toString('base64')), ['base64-of-it'])
}

function xmlTexts(texts: Texts, message: Buffer, { signedText, body }: Envelope): void {
  const text = signedText.toString()
  const joined = (xml: string) => xml.replaceAll(/>\s+</g, '><')
  const inner = text.slice('<data>'.length, -'</data>'.length)
  texts.add(Buffer.from(joined(text)), ['spaces-between-tags'])
  texts.add(Buffer.from(text.replaceAll('\r\n', '\n')), ['line-ends'])
  texts.add(Buffer.from(text.replaceAll(/\r?\n/g, '\r\n')), ['line-ends'])
  texts.add(Buffer.from(inner), ['data-without-tags'])
  texts.add(Buffer.from(inner.trim()), ['data-without-tags'])
  texts.add(Buffer.from(joined(inner)), ['data-without-tags', 'spaces-between-tags'])
  if (body) {
    texts.add(body.raw, ['body-only'])
    texts.add(Buffer.from(`<esbBody>${body.raw.toString()}</esbBody>`), ['body-only'])
  }
  texts.add(message, ['whole-message'])
  const whole = message.toString().replace(/<signature>[^<]*<\/signature>|<signature\/>/, '')
  texts.add(Buffer.from(whole), ['whole-message'])
  texts.add(Buffer.from(joined(whole)), ['whole-message', 'spaces-between-tags'])
  texts.add(Buffer.from(signedText.toString('base64')), ['base64-of-it'])
}
