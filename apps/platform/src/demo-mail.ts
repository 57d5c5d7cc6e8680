import { z } from 'zod'

const timeoutMs = 2_000
const bytesMax = 1024 * 1024

const head = {
  id: z.number().int(),
  at: z.coerce.date(),
  from: z.string().max(400),
  to: z.array(z.string().max(400)).max(50),
  subject: z.string().max(400),
}
const letters = z.object({ letters: z.array(z.object(head)).max(500) })
const letter = z.object({ ...head, text: z.string().max(50_000) })

export type LetterHead = z.output<typeof letters>['letters'][number]
export type DemoLetter = z.output<typeof letter>

/** What the demo country took of our letters. Undefined: it cannot be asked now. */
export interface DemoMail {
  list(): Promise<readonly LetterHead[] | undefined>
  /** `none`: there is no such letter any more. */
  find(id: number): Promise<DemoLetter | 'none' | undefined>
}

/** @param url of its list; without one it never answers */
export function openDemoMail(url: string | undefined): DemoMail {
  const get = async (path: string): Promise<{ status: number; body: unknown } | undefined> => {
    if (url === undefined) return undefined
    try {
      const answer = await fetch(`${url}${path}`, {
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      })
      const text = await answer.text()
      if (text.length > bytesMax) return undefined
      return { status: answer.status, body: JSON.parse(text) }
    } catch {
      // The demo country stands still or starts anew: the page says so.
      return undefined
    }
  }
  return {
    async list() {
      const answer = await get('')
      return letters.safeParse(answer?.body).data?.letters
    },
    async find(id) {
      const answer = await get(`/${id}`)
      if (answer?.status === 404) return 'none'
      return letter.safeParse(answer?.body).data
    },
  }
}
