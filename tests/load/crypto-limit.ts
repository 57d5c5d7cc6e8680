/**
 * What cryptography alone allows one thread: two verifications and two signatures per exchange (ECDSA P-256, SHA-256, DER) over
 * texts as long as the bench's messages. Keys are parsed once, as the gateway does. Answers `{"seconds", "text"}` with
 * exchanges per second.
 */
import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { createInterface } from 'node:readline'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

function exchangesPerSecond(seconds: number, text: string): number {
  const data = Buffer.from(text)
  const signature = sign('sha256', data, privateKey)
  const begin = performance.now()
  let exchanges = 0
  for (; performance.now() - begin < seconds * 1000; exchanges++)
    for (let leg = 0; leg < 2; leg++) {
      if (!verify('sha256', data, publicKey, signature)) throw new Error('own signature is invalid')
      sign('sha256', data, privateKey)
    }
  return exchanges / ((performance.now() - begin) / 1000)
}

for await (const line of createInterface({ input: process.stdin })) {
  const { seconds, text } = JSON.parse(line) as { seconds: number; text: string }
  exchangesPerSecond(0.1, text)
  process.stdout.write(`${JSON.stringify(exchangesPerSecond(seconds, text))}\n`)
}
