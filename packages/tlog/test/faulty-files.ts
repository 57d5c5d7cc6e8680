import { type DurableFiles, nodeFiles } from '../src/durable-files.ts'

/** Which operation breaks, at which of its calls (from 1), and what it leaves. */
export interface Fault {
  readonly operation: keyof DurableFiles
  readonly call: number
  /** `failed`: nothing done. `persisted`: done, yet reported as failed. `partial` (write): half of it done. */
  readonly mode: 'failed' | 'persisted' | 'partial'
}

export interface FaultyFiles extends DurableFiles {
  /** Calls made of every operation. */
  readonly calls: Map<keyof DurableFiles, number>
}

/** Real files, of which one operation fails once. */
export function faultyFiles(fault?: Fault): FaultyFiles {
  const calls = new Map<keyof DurableFiles, number>()
  function breaks(operation: keyof DurableFiles): Fault['mode'] | undefined {
    const call = (calls.get(operation) ?? 0) + 1
    calls.set(operation, call)
    return fault?.operation === operation && fault.call === call ? fault.mode : undefined
  }
  function around<A extends unknown[], R>(
    operation: keyof DurableFiles,
    real: (...args: A) => R,
  ): (...args: A) => R {
    return (...args) => {
      const mode = breaks(operation)
      if (mode === undefined) return real(...args)
      if (mode === 'persisted') real(...args)
      throw eio(operation)
    }
  }
  return {
    calls,
    open: around('open', nodeFiles.open),
    close: (fd) => nodeFiles.close(fd),
    read: around('read', nodeFiles.read),
    write: (fd, pieces, position) => {
      const mode = breaks('write')
      const bytes = Buffer.concat(pieces)
      if (mode === 'partial') nodeFiles.write(fd, [bytes.subarray(0, bytes.length / 2)], position)
      else if (mode !== 'failed') nodeFiles.write(fd, pieces, position)
      if (mode !== undefined) throw eio('write')
    },
    fdatasync: around('fdatasync', nodeFiles.fdatasync),
    fsync: around('fsync', nodeFiles.fsync),
    rename: around('rename', nodeFiles.rename),
    unlink: around('unlink', nodeFiles.unlink),
    mkdir: around('mkdir', nodeFiles.mkdir),
    list: around('list', nodeFiles.list),
    remove: around('remove', nodeFiles.remove),
  }
}

function eio(operation: string): Error {
  return Object.assign(new Error(`EIO: injected, ${operation}`), {
    code: 'EIO',
    syscall: operation,
  })
}
