import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** Files that git tracks or would track, by paths from the root; those deleted but not yet committed are left out. */
export function listFiles(...patterns: readonly string[]): string[] {
  const listed = git('ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns)
  return inOrder([...new Set(listed)].filter((file) => existsSync(join(root, file))))
}

export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** Lines of output; none when git grep finds nothing (exit code 1). */
export function git(...args: readonly string[]): string[] {
  try {
    const output = execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    return output.split('\n').filter((line) => line !== '')
  } catch (error) {
    if ((error as { status?: unknown }).status === 1) return []
    throw error
  }
}

/** For comparing lists in which order says nothing. */
export function inOrder<Value>(values: Iterable<Value>): Value[] {
  const key = (value: Value) => JSON.stringify(value)
  return [...values].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** Rows of the Markdown tables of a text, cells trimmed; heads and rules are left out. */
export function tableRows(markdown: string): string[][] {
  const lines = markdown.split('\n')
  const isRule = (line: string | undefined) => line !== undefined && /^\|[\s:|-]+\|$/.test(line)
  return lines
    .filter((line, at) => line.startsWith('|') && !isRule(line) && !isRule(lines[at + 1]))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    )
}

/** The part of a Markdown text under one heading, up to the next of the same level or above. */
export function section(markdown: string, heading: string): string {
  const level = /^#+/.exec(heading)?.[0].length ?? 1
  const lines = markdown.split('\n')
  const from = lines.indexOf(heading)
  if (from < 0) throw new Error(`no heading «${heading}»`)
  const rest = lines.slice(from + 1)
  const to = rest.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line))
  return (to < 0 ? rest : rest.slice(0, to)).join('\n')
}
