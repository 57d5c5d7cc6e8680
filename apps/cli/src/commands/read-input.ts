import { existsSync, readFileSync, statSync } from 'node:fs'
import { CommandFault } from '../words.ts'

/** Reads a file that a person named, or says plainly why not. */
export function readInput(path: string, bytesMax: number): Buffer {
  try {
    if (statSync(path).size > bytesMax)
      throw new CommandFault({
        sw: `Faili ${path} ni kubwa mno (zaidi ya baiti ${bytesMax}).`,
        en: `The file ${path} is too large (over ${bytesMax} bytes).`,
      })
    return readFileSync(path)
  } catch (cause) {
    if (cause instanceof CommandFault) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandFault(
      { sw: `Faili ${path} halisomeki: ${why}`, en: `The file ${path} cannot be read: ${why}` },
      undefined,
      { cause },
    )
  }
}

/** A key given as it is, or as the name of a file that holds it. */
export function keyOrFile(value: string): string {
  return existsSync(value)
    ? readInput(value, 64 * 1024)
        .toString('utf8')
        .trim()
    : value
}
