import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The bytes, each file once, by hash: `evidence/ab/cdef…`. */

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Whole and on the disk, or not there at all. What a crash leaves beside it has a name that nobody asks for. */
export async function writeFileOnce(
  dataDir: string,
  sha256: string,
  bytes: Uint8Array,
): Promise<void> {
  if ((await lookAt(dataDir, sha256)).is === 'whole') return
  const path = pathOf(dataDir, sha256)
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${randomUUID()}.part`
  const file = await open(unfinished, 'wx', 0o640)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
  await syncFolder(dirname(path))
}

export type Look =
  | { readonly is: 'whole'; readonly bytes: Buffer }
  | { readonly is: 'altered' | 'missing' }

/** What lies there, held against its name. A file that cannot be read for another reason than that it is not there throws. */
export async function lookAt(dataDir: string, sha256: string): Promise<Look> {
  try {
    const bytes = await readFile(pathOf(dataDir, sha256))
    return sha256Of(bytes) === sha256 ? { is: 'whole', bytes } : { is: 'altered' }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { is: 'missing' }
    throw error
  }
}

function pathOf(dataDir: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('invariant: not a SHA-256')
  return join(dataDir, 'evidence', sha256.slice(0, 2), sha256.slice(2))
}

/** Windows knows no sync of folders and keeps names by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
