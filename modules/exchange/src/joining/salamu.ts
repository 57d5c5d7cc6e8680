import type { Institution, Service, System } from '@mtandao/contracts'
import { EGA } from '@mtandao/identity/contract'

/**
 * «Salamu», the service that every sandbox has: it says a greeting back, so the first call needs nobody else's service. It is
 * in no table: it belongs to the sandbox itself.
 */
export const salamu = {
  id: 'ega.salamu',
  system: 'ega.sandbox',
  apiCode: 'EGA-SALAMU-01',
  name: { sw: 'Salamu', en: 'Greeting' },
} as const

export const salamuInstitution: Institution = {
  id: EGA,
  class: 'GOV',
  code: 'EGA',
  name: { sw: 'Mamlaka ya Serikali Mtandao', en: 'e-Government Authority' },
  status: 'active',
}

export const salamuSystem: System = {
  id: salamu.system,
  institution: EGA,
  code: 'sandbox',
  name: { sw: 'Mazingira ya majaribio', en: 'Sandbox' },
  status: 'active',
}

export function salamuService(url: string): Service {
  return {
    id: salamu.id,
    system: salamu.system,
    code: 'salamu',
    name: salamu.name,
    version: '1',
    kind: 'pull',
    mode: 'sync',
    esbCode: salamu.apiCode,
    status: 'active',
    endpoint: { url, security: { type: 'plain' } },
    format: 'json',
    timeoutMs: 5_000,
    concurrency: 100,
    answerBytesMax: 64 * 1024,
    endpoints: [{ method: 'POST', path: '/**' }],
  }
}

const greetingMax = 200

/** What Salamu answers to a JSON body: the greeting itself, whoever sent it, and that the way works. */
export function greetBack(body: unknown): { readonly salamu: string; readonly jibu: string } {
  const given = typeof body === 'object' && body !== null && 'salamu' in body ? body.salamu : body
  const greeting = typeof given === 'string' && given !== '' ? given : 'Habari'
  return {
    salamu: greeting.slice(0, greetingMax),
    jibu: 'Salama. Ujumbe wako umefika / Your call has arrived',
  }
}
