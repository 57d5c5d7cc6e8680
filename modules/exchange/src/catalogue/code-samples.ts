import { csharp } from './samples/csharp.ts'
import { curl, curlR1 } from './samples/curl.ts'
import { java } from './samples/java.ts'
import { javascript } from './samples/javascript.ts'
import { php } from './samples/php.ts'
import { python } from './samples/python.ts'
import type { SampleSubject } from './samples/sample-subject.ts'

interface SampleLanguage {
  /** In addresses. */
  readonly id: string
  readonly name: string
  readonly write: (subject: SampleSubject) => string
}

const byCode: readonly SampleLanguage[] = [
  { id: 'curl', name: 'curl', write: curl },
  { id: 'javascript', name: 'JavaScript', write: javascript },
  { id: 'java', name: 'Java', write: java },
  { id: 'python', name: 'Python', write: python },
  { id: 'php', name: 'PHP', write: php },
  { id: 'csharp', name: 'C#', write: csharp },
]

const byPath: readonly SampleLanguage[] = [{ id: 'curl', name: 'curl', write: curlR1 }]

/** A service without a GovESB code is called by its r1 path. */
export function samplesFor({ code }: Pick<SampleSubject, 'code'>): readonly SampleLanguage[] {
  return code === null ? byPath : byCode
}
