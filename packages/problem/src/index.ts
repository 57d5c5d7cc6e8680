/** Text for people: Swahili first, English second. */
export interface Text {
  readonly sw: string
  readonly en: string
}

/** Whether the caller gains by trying again: never, later, or after correcting what it sent. */
export type Retry = 'never' | 'later' | 'after-correction'

export interface ProblemKind {
  /** HTTP status. */
  readonly status: number
  readonly title: Text
  readonly retry: Retry
}

export interface ProblemOptions extends ErrorOptions {
  /** What is particular to this occurrence; never a secret, never personal data. */
  readonly detail?: Text
  /** RFC 9457 extension members. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** An expected "no": declared in a `problems.ts`, thrown anywhere, translated to RFC 9457 once, at the edge. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: string
  readonly kind: ProblemKind
  readonly detail: Text | undefined
  readonly extra: Readonly<Record<string, unknown>>

  constructor(code: string, kind: ProblemKind, options: ProblemOptions = {}) {
    super(
      `${code}: ${(options.detail ?? kind.title).en}`,
      options.cause === undefined ? {} : { cause: options.cause },
    )
    this.code = code
    this.kind = kind
    this.detail = options.detail
    this.extra = options.extra ?? {}
  }
}

/** The maker of one area's problems: a misspelt code does not compile. */
export type ProblemMaker<Code extends string> = (code: Code, options?: ProblemOptions) => Problem

/**
 * Each area declares its own codes; the area is the prefix, so codes cannot collide.
 * @example const problem = defineProblems('register', { 'system-not-found': { status: 404, … } })
 */
export function defineProblems<const Code extends string>(
  area: string,
  kinds: Readonly<Record<Code, ProblemKind>>,
): ProblemMaker<Code> {
  return (code, options) => new Problem(`${area}.${code}`, kinds[code], options)
}

/** RFC 9457 body (`application/problem+json`); `title` and `detail` carry both languages, Swahili first. */
export function problemBody(problem: Problem): Record<string, unknown> {
  const { sw, en } = problem.kind.title
  return {
    type: `urn:serikali-mtandao:problem:${problem.code}`,
    title: `${sw} / ${en}`,
    status: problem.kind.status,
    ...(problem.detail && { detail: `${problem.detail.sw} / ${problem.detail.en}` }),
    code: problem.code,
    retry: problem.kind.retry,
    title_sw: sw,
    title_en: en,
    ...problem.extra,
  }
}
