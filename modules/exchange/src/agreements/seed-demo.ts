import { demoPerson } from '../demo-person.ts'
import { approveStep } from './decide-step.ts'
import { commentAgreement } from './comment-agreement.ts'
import type { AgreementTerms } from './content.ts'
import { addDays, dayOf } from './days.ts'
import type { AgreementDeps } from './deps.ts'
import { readAgreement } from './read-agreement.ts'
import { findLiveRecord } from './record-store.ts'
import { requestAgreement } from './request-agreement.ts'
import { findPublishedService } from './service-head.ts'
import { submitRequest } from './submit-request.ts'

/** One request of the demo country and how far it has come. */
interface DemoRequest {
  readonly consumer: string
  readonly system: string
  readonly provider: string
  readonly service: string
  readonly terms: Omit<AgreementTerms, 'validFrom' | 'validUntil'>
  /** Steps to take after the draft: the rest waits. */
  readonly walked: readonly ('request' | 'ask' | 'technical')[]
  readonly comment?: string
}

const common = {
  citation: '',
  retentionThen: 'Zitafutwa kwenye mfumo wa mpokea taarifa',
  perDay: 2_000,
  peakPerMinute: 60,
} as const

const requests: readonly DemoRequest[] = [
  {
    consumer: 'costech',
    system: 'costech-utafiti',
    provider: 'udsm',
    service: 'udsm-wahitimu',
    terms: {
      ...common,
      purpose: 'uhakiki-wa-mtafiti',
      purposeSw: 'Kuthibitisha shahada za waombaji wa ruzuku za utafiti (mfano)',
      purposeEn: 'To confirm the degrees of applicants for research grants (demo)',
      legalBasis: 'Ombi la mwombaji mwenyewe kwenye fomu ya ruzuku (mfano)',
      dataItems: ['jina', 'shahada', 'mwaka wa kuhitimu'],
      retentionDays: 365,
      personalData: true,
      consumerRegistration: 'Namba ya mfano',
    },
    walked: ['request', 'ask'],
  },
  {
    consumer: 'ppra',
    system: 'ppra-zabuni',
    provider: 'tcra',
    service: 'tcra-leseni',
    terms: {
      ...common,
      purpose: 'uhakiki-wa-mzabuni',
      purposeSw: 'Kuthibitisha kuwa mzabuni wa huduma za mawasiliano ana leseni hai (mfano)',
      purposeEn: 'To confirm that a bidder for communication services holds a live licence (demo)',
      legalBasis: 'Vigezo vya zabuni vilivyotangazwa (mfano)',
      dataItems: ['namba ya leseni', 'hali ya leseni', 'tarehe ya mwisho'],
      retentionDays: 90,
      personalData: false,
      consumerRegistration: '',
    },
    walked: ['request', 'ask', 'technical'],
    comment: 'Tutaongeza kiwango cha dakika msimu wa zabuni ukianza. (mfano)',
  },
  {
    consumer: 'maji',
    system: 'maji-ankara',
    provider: 'bot',
    service: 'bot-akaunti',
    terms: {
      ...common,
      purpose: 'malipo-ya-ankara',
      purposeSw: 'Kuthibitisha akaunti ya taasisi kabla ya kurejesha malipo ya ziada (mfano)',
      purposeEn: 'To confirm an institution’s account before overpayment is returned (demo)',
      legalBasis: 'Itathibitishwa na kitengo cha sheria (mfano)',
      dataItems: ['namba ya akaunti', 'jina la akaunti'],
      retentionDays: 30,
      personalData: false,
      consumerRegistration: '',
    },
    walked: [],
  },
  {
    consumer: 'nida',
    system: 'nida-utambulisho',
    provider: 'brela',
    service: 'brela-makampuni',
    terms: {
      ...common,
      purpose: 'uhakiki-wa-mwajiri',
      purposeSw: 'Kuthibitisha kampuni inayoomba kuhakiki wafanyakazi wake (mfano)',
      purposeEn: 'To confirm a company that asks to verify its employees (demo)',
      legalBasis: 'Itaandikwa na kitengo cha sheria (mfano)',
      dataItems: ['jina la kampuni', 'hali'],
      retentionDays: 30,
      personalData: false,
      consumerRegistration: '',
    },
    walked: [],
  },
  {
    consumer: 'brela',
    system: 'brela-makampuni',
    provider: 'nida',
    service: 'nida-utambulisho',
    terms: {
      ...common,
      purpose: 'uhakiki-wa-mkurugenzi',
      purposeSw: 'Kuthibitisha wakurugenzi wa kampuni inaposajiliwa (mfano)',
      purposeEn: 'To confirm the directors of a company at its registration (demo)',
      legalBasis: 'Fomu ya usajili wa kampuni (mfano)',
      dataItems: ['jina', 'hali ya utambulisho'],
      retentionDays: 365,
      personalData: true,
      consumerRegistration: 'Namba ya mfano',
    },
    walked: ['request', 'ask'],
  },
]

/**
 * Leaves a few requests in different states between institutions of the demo country, by the real use cases and as the people
 * who hold the offices. What exists is left; where nobody holds an office, that request stops there. Only for the demo.
 */
export async function seedDemoAgreements(deps: AgreementDeps): Promise<void> {
  for (const request of requests) await seedOne(deps, request)
}

async function seedOne(deps: AgreementDeps, request: DemoRequest): Promise<void> {
  const { database, now } = deps
  const { consumer, provider, system, service, terms } = request
  // Outside any scope: the demo is all institutions at once.
  if (await findLiveRecord(database, system, service)) return
  if (!(await findPublishedService(database, service))) return
  const officer = await demoPerson(deps, consumer, 'ict-officer')
  if (!officer || !(await deps.register.findSystem(database, system))) return
  const today = dayOf(now())
  const validity = { validFrom: today, validUntil: addDays(today, 730) }
  const id = await requestAgreement(deps, officer, {
    system,
    service,
    terms: { ...terms, ...validity },
  })
  for (const step of request.walked) {
    if (step === 'request') {
      await submitRequest(deps, officer, { id })
      continue
    }
    const [institution, role] =
      step === 'ask' ? ([consumer, 'head'] as const) : ([provider, 'ict-officer'] as const)
    const actor = await demoPerson(deps, institution, role)
    if (!actor) return
    const { open } = await readAgreement(deps, actor, id)
    if (!open) return
    const quota = { perMinute: terms.peakPerMinute, perDay: terms.perDay, concurrency: 10 }
    await approveStep(deps, actor, {
      id,
      contentHash: open.contentHash,
      words: '',
      ...(step === 'technical' && { quota, providerRegistration: 'Namba ya mfano' }),
    })
  }
  const { comment } = request
  if (comment) await commentAgreement(deps, officer, { id, words: comment })
}
