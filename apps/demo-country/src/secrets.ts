import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OFFERS, PARTIES, clientIdOf, type Curve } from './plan.ts'

/** What one institution keeps to itself. */
export interface PartySecrets {
  readonly clientId: string
  /** 32 random bytes, base64url. */
  readonly clientSecret: string
  readonly keyId: string
  /** base64 DER, PKCS#8 and SubjectPublicKeyInfo. */
  readonly privateKey: string
  readonly publicKey: string
  readonly nidaUserId?: string
}

/** DATA/demo/country.json: every private key and secret of the demo country. Readable by its owner only. */
export interface CountrySecrets {
  readonly format: 'serikali-mtandao/demo-country/v1'
  /** RFC 3339; keys and agreements of the demo are valid from the day before. */
  readonly createdAt: string
  readonly parties: Readonly<Record<string, PartySecrets>>
  /** Bearer secrets that plain providers expect from the bus, by service. */
  readonly bearers: Readonly<Record<string, string>>
}

/** Reads the country's secrets, or makes them; a party that the plan has gained since gets its own. Idempotent. */
export function readOrMakeSecrets(folder: string, now: Date): CountrySecrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'country.json')
  const old = readSecrets(path)
  const secrets: CountrySecrets = {
    format: 'serikali-mtandao/demo-country/v1',
    createdAt: old?.createdAt ?? now.toISOString(),
    parties: Object.fromEntries(
      PARTIES.map(({ id, curve, asksNida }) => [
        id,
        old?.parties[id] ?? makeParty(id, curve, asksNida === true),
      ]),
    ),
    bearers: Object.fromEntries(
      OFFERS.filter(({ security }) => security === 'bearer').map(({ id }) => [
        id,
        old?.bearers[id] ?? makeSecret(),
      ]),
    ),
  }
  writeIfChanged(path, secrets)
  return secrets
}

function readSecrets(path: string): CountrySecrets | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as CountrySecrets
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`couldn't read ${path}`, { cause })
  }
}

/** Written beside and renamed: a crash leaves the old file whole. Only the owner may read. */
export function writeIfChanged(path: string, value: unknown): void {
  const text = `${JSON.stringify(value, null, 2)}\n`
  try {
    if (readFileSync(path, 'utf8') === text) return
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, text, { mode: 0o600 })
  renameSync(beside, path)
}

function makeParty(id: string, curve: Curve, asksNida: boolean): PartySecrets {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return {
    clientId: clientIdOf(id),
    clientSecret: makeSecret(),
    keyId: `${id}-${createHash('sha256').update(spki).digest('hex').slice(0, 12)}`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKey: spki.toString('base64'),
    ...(asksNida ? { nidaUserId: `mtumiaji-${id}` } : {}),
  }
}

function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}
