import { readFile } from 'node:fs/promises'

/**
 * The r1 instance code of the bus, which both gateways pin: what the enrolment file names, or without one what the platform
 * publishes. Undefined: neither can be read, and the gateways take what comes under the pinned key.
 */
export async function findInstance(
  enrolmentFile: string | undefined,
  snapshotUrl: string,
): Promise<string | undefined> {
  const text =
    enrolmentFile === undefined
      ? await readSnapshot(snapshotUrl)
      : await readFile(enrolmentFile, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : instanceIn(text)
}

async function readSnapshot(url: string): Promise<string | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
  if (!response?.ok) return undefined
  const [, payload = ''] = (await response.text()).split('.')
  return Buffer.from(payload, 'base64url').toString('utf8')
}

function instanceIn(text: string): string | undefined {
  try {
    const { instance } = JSON.parse(text) as { readonly instance?: unknown }
    return typeof instance === 'string' ? instance : undefined
  } catch {
    // An enrolment that cannot be read is refused by the platform, which says so.
    return undefined
  }
}
