import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The Ed25519 key that signs routing snapshots: `snapshot.pkcs8` (base64 DER, 0600), made on first start, with its public
 * half beside it in `snapshot.spki`, which the gateways pin. A lost private key is not replaced by itself: the gateways
 * would refuse everything the new one signs, so a person must hand them the new public key.
 * @throws Error
 */
export function openSigningKey(dataDir: string): KeyObject {
  mkdirSync(dataDir, { recursive: true })
  const privateFile = join(dataDir, 'snapshot.pkcs8')
  const publicFile = join(dataDir, 'snapshot.spki')
  if (!existsSync(privateFile)) {
    if (existsSync(publicFile)) {
      throw new Error(
        `${publicFile} is there and ${privateFile} is not: restore the key, or remove both and give the gateways the new public key`,
      )
    }
    const { privateKey } = generateKeyPairSync('ed25519')
    const der = privateKey.export({ format: 'der', type: 'pkcs8' })
    writeWhole(privateFile, `${der.toString('base64')}\n`, 0o600)
  }
  const der = Buffer.from(readFileSync(privateFile, 'utf8'), 'base64')
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${privateFile} is not an Ed25519 key`)
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  writeWhole(publicFile, `${spki.toString('base64')}\n`, 0o644)
  return key
}

/** 32 bytes, base64: the key under which endpoint secrets are sealed for the gateway. @throws Error */
export function readSealingKey(file: string): Uint8Array {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new Error(`${file} must hold 32 bytes in base64`)
  return key
}

/** A reader sees the whole file or none. */
function writeWhole(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode })
  renameSync(`${file}.new`, file)
}
