import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pastCounts, type QuotaCounts } from '../access/quota.ts'

const none: QuotaCounts = { minute: 0, day: 0, calls: {} }

/** Quota counts outlive a restart: written every few seconds, so a crash forgets those seconds and no more. */
export async function readKeptCounts(dataDir: string): Promise<QuotaCounts> {
  try {
    const kept: unknown = JSON.parse(await readFile(join(dataDir, 'quota.json'), 'utf8'))
    return isCounts(kept) ? kept : none
  } catch {
    return none // the first start, or a file a crash left half written: the day begins again at zero
  }
}

function isCounts(value: unknown): value is QuotaCounts {
  return (
    typeof value === 'object' &&
    value !== null &&
    'minute' in value &&
    'day' in value &&
    'calls' in value
  )
}

export async function keepCounts(dataDir: string, counts: QuotaCounts): Promise<void> {
  const draft = join(dataDir, `.quota-${process.pid}`)
  await writeFile(draft, JSON.stringify(pastCounts(counts)))
  await rename(draft, join(dataDir, 'quota.json'))
}
