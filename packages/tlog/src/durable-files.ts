import fs from 'node:fs'
import { JournalFatalError } from './journal-errors.ts'

/**
 * The few file operations durability rests on, all synchronous: they run in threads that do nothing else.
 * Every one throws the system's error (with `code` and `syscall`). Tests break them one by one.
 */
export interface DurableFiles {
  /** `r` to read, `r+` to overwrite, `w` to make or empty. */
  readonly open: (path: string, flags: 'r' | 'r+' | 'w') => number
  readonly close: (fd: number) => void
  /** Fills `into` from `position`; returns the bytes there were. */
  readonly read: (fd: number, into: Uint8Array, position: number) => number
  /** Writes all pieces one after another from `position`, or throws with any part of them written. */
  readonly write: (fd: number, pieces: readonly Uint8Array[], position: number) => void
  /** Durable: data and size of the file. */
  readonly fdatasync: (fd: number) => void
  /** Durable: a file, or the names in a directory. */
  readonly fsync: (fd: number) => void
  readonly rename: (from: string, to: string) => void
  readonly unlink: (path: string) => void
  /** Makes one directory; nothing happens when it is there. */
  readonly mkdir: (path: string) => void
  /** Names in a directory; none when it is absent. */
  readonly list: (path: string) => string[]
  /** Removes a directory and all in it, if it is there. */
  readonly remove: (path: string) => void
}

export const nodeFiles: DurableFiles = {
  open: (path, flags) => fs.openSync(path, flags, 0o644),
  close: (fd) => fs.closeSync(fd),
  read: (fd, into, position) => {
    let done = 0
    while (done < into.length) {
      const read = fs.readSync(fd, into, done, into.length - done, position + done)
      if (read === 0) break
      done += read
    }
    return done
  },
  write: (fd, pieces, position) => {
    let rest: readonly Uint8Array[] = pieces
    for (let at = position; rest.length > 0;) {
      const written = fs.writevSync(fd, rest, at)
      at += written
      rest = after(rest, written)
    }
  },
  fdatasync: (fd) => fs.fdatasyncSync(fd),
  fsync: (fd) => fs.fsyncSync(fd),
  rename: (from, to) => fs.renameSync(from, to),
  unlink: (path) => fs.unlinkSync(path),
  mkdir: (path) => {
    ignoring('EEXIST', () => fs.mkdirSync(path))
  },
  list: (path) => ignoring('ENOENT', () => fs.readdirSync(path)) ?? [],
  remove: (path) => fs.rmSync(path, { recursive: true, force: true }),
}

/** What is left of the pieces after their first `bytes`; a disk may take a part of a write. */
function after(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skip = bytes
  return pieces.flatMap((piece) => {
    const rest = piece.subarray(Math.min(skip, piece.length))
    skip -= piece.length - rest.length
    return rest.length > 0 ? [rest] : []
  })
}

/** The system's error codes are the only thing we may tell faults apart by. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}

export function ignoring<T>(code: string, action: () => T): T | undefined {
  try {
    return action()
  } catch (error) {
    if (errorCode(error) === code) return undefined
    throw error
  }
}

/**
 * Runs a sync of a file or directory. A failed one leaves pages the disk may or may not hold, and asking again proves
 * nothing: the kernel reports such a fault once. So it is fatal.
 */
export function synced(what: string, action: () => void): void {
  try {
    action()
  } catch (cause) {
    throw new JournalFatalError(`couldn't make ${what} durable`, { cause })
  }
}

/** Makes the names in a directory durable. */
export function syncDirectory(files: DurableFiles, path: string): void {
  const fd = files.open(path, 'r')
  try {
    synced(path, () => files.fsync(fd))
  } finally {
    files.close(fd)
  }
}
