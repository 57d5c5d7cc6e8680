import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateKeyPair, importPrivateKey, type SigningKey } from '@mtandao/seal'
import { noteSigner } from '@mtandao/tlog'

/** Everything secret that a gateway holds (docs/threat-model.md says what each is worth to a thief). */
export interface GatewayKeys {
  /** The bus signs with the curve of the party it speaks to. */
  readonly bus: Readonly<Record<'P-256' | 'secp256k1', SigningKey>>
  /** Ed25519 seed of the evidence log, 32 bytes. */
  readonly log: Buffer
  readonly token: Buffer
  readonly salt: Buffer
  readonly sealing: Buffer
}

/** What whoever decides about failed deliveries must show at the operations port; without the file nobody may. */
export async function readOpsToken(dataDir: string): Promise<Buffer | undefined> {
  const text = await readFile(join(dataDir, 'keys', 'ops.token'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    },
  )
  if (text === undefined) return undefined
  const secret = Buffer.from(text.trim(), 'base64')
  if (secret.length !== 32) throw new Error('keys/ops.token must hold 32 bytes in base64')
  return secret
}

const curves = { 'P-256': 'bus-p256', secp256k1: 'bus-secp256k1' } as const

/** The log's name in checkpoints; with it and the key any verifier can check a receipt. */
export function logOrigin(node: string, worker: number): string {
  return `${node}/journal/${worker}`
}

export async function readKeys(dataDir: string): Promise<GatewayKeys> {
  const read = async (name: string) => (await readFile(join(dataDir, 'keys', name), 'utf8')).trim()
  const bytes = async (name: string) => {
    const key = Buffer.from(await read(name), 'base64')
    if (key.length !== 32) throw new Error(`keys/${name} must hold 32 bytes in base64`)
    return key
  }
  return {
    bus: {
      'P-256': importPrivateKey(await read(`${curves['P-256']}.pkcs8`)),
      secp256k1: importPrivateKey(await read(`${curves.secp256k1}.pkcs8`)),
    },
    log: await bytes('log.seed'),
    token: await bytes('token.key'),
    salt: await bytes('salt.key'),
    sealing: await bytes('sealing.key'),
  }
}

/** Makes what is missing and touches nothing that is there: safe to run before every start. */
export async function initDataDir(dataDir: string, node: string): Promise<void> {
  const keys = join(dataDir, 'keys')
  await mkdir(keys, { recursive: true, mode: 0o700 })
  await mkdir(join(dataDir, 'journal'), { recursive: true, mode: 0o700 })
  for (const name of ['log.seed', 'token.key', 'salt.key', 'sealing.key', 'ops.token'])
    await writeOnce(join(keys, name), () => randomBytes(32).toString('base64'))
  for (const [curve, name] of Object.entries(curves) as [keyof typeof curves, string][]) {
    await writeOnce(join(keys, `${name}.pkcs8`), () => generateKeyPair(curve).privateKey)
    const { publicKeyBase64 } = importPrivateKey(
      (await readFile(join(keys, `${name}.pkcs8`), 'utf8')).trim(),
    )
    await writeFile(join(keys, `${name}.spki`), `${publicKeyBase64}\n`)
  }
  const { log } = await readKeys(dataDir)
  await writeFile(join(dataDir, 'log.vkey'), `${noteSigner(logOrigin(node, 0), log).vkey}\n`)
}

/** A key half written by a crash would lock its owner out: the file appears whole or not at all, and never a second time. */
async function writeOnce(file: string, make: () => string): Promise<void> {
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (found !== undefined) return
  const draft = `${file}.${process.pid}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${make()}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
}
