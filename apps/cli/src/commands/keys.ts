import { createHash, createPrivateKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { generateKeyPair, type Curve } from '@mtandao/seal'
import { CommandFault, EXIT, both, type Outcome } from '../words.ts'

const curves: readonly Curve[] = ['P-256', 'secp256k1', 'Ed25519']

/**
 * `keys make NAME`: a client's key pair on this machine. `NAME.pkcs8` (base64 DER, as connectors take it) and `NAME.pem` hold the
 * private key, readable by their owner only; `NAME.spki` the public one, to be pasted in the portal. No file is overwritten.
 */
export function makeKeysCommand(name: string, asked = 'P-256'): Outcome {
  const curve = curves.find((one) => one.toLowerCase() === asked.toLowerCase())
  if (curve === undefined) {
    throw new CommandFault({
      sw: `--curve ni mojawapo ya ${curves.join(', ')}`,
      en: `--curve is one of ${curves.join(', ')}`,
    })
  }
  const { privateKey, publicKey } = generateKeyPair(curve)
  const der = Buffer.from(privateKey, 'base64')
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({
    format: 'pem',
    type: 'pkcs8',
  })
  writeNew(`${name}.pkcs8`, `${privateKey}\n`, 0o600)
  writeNew(`${name}.pem`, pem.toString(), 0o600)
  writeNew(`${name}.spki`, `${publicKey}\n`, 0o644)
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest()
  const hex = (digest.toString('hex').match(/.{4}/g) ?? []).join(' ')
  return {
    exitCode: EXIT.ok,
    json: { ok: true, curve, publicKey, fingerprint: digest.toString('base64url') },
    lines: [
      both({
        sw: `Ufunguo wa SIRI: ${name}.pkcs8 na ${name}.pem. Usimpe mtu yeyote.`,
        en: `The PRIVATE key: ${name}.pkcs8 and ${name}.pem. Give it to nobody.`,
      }),
      both({
        sw: `Ufunguo wa wazi (bandika kwenye tovuti), ${name}.spki:`,
        en: `The public key (paste it in the portal), ${name}.spki:`,
      }),
      publicKey,
      both({ sw: 'Alama ya ufunguo:', en: 'Its fingerprint:' }),
      hex,
    ],
  }
}

function writeNew(file: string, text: string, mode: number): void {
  try {
    writeFileSync(file, text, { mode, flag: 'wx' })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandFault(
      {
        sw: `Faili ${file} haliandikiki: ${why}`,
        en: `The file ${file} cannot be written: ${why}`,
      },
      undefined,
      { cause },
    )
  }
}
