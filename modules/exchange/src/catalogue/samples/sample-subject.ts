/** What a sample is about. */
export interface SampleSubject {
  /** apiCode or pushCode. */
  readonly code: string | null
  readonly kind: 'pull' | 'push'
  /** Compact JSON of an example body; the bus translates for providers that speak XML. */
  readonly body: string
  /** Base URL of the sandbox. */
  readonly busUrl: string
  /** r1 path of a call, with its example values. */
  readonly r1: { readonly method: string; readonly path: string } | null
  /** The reader's language, for comments. */
  readonly language: 'sw' | 'en'
}

export const callOf = ({ kind }: SampleSubject) =>
  kind === 'pull'
    ? ({ path: 'request', member: 'apiCode' } as const)
    : ({ path: 'push-request', member: 'pushCode' } as const)

/** The `data` node as it is signed and sent. */
export function dataOf(subject: SampleSubject): string {
  return `{"${callOf(subject).member}":${JSON.stringify(subject.code)},"esbBody":${subject.body}}`
}

/** A comment in the reader's language. */
export function saying({ language }: SampleSubject): (sw: string, en: string) => string {
  return (sw, en) => (language === 'sw' ? sw : en)
}
