import { createPaper, type Line, type Paper } from '@mtandao/paper'
import type { Text } from '@mtandao/problem'
import { speak } from '@mtandao/ui'
import { roleNames, stepNames } from './approval-path.ts'
import type { AgreementContent } from './content.ts'
import { messages } from './messages.ts'
import type { AgreementView, StatedStep, VersionView } from './read-agreement.ts'

/**
 * The agreement as a paper: what is agreed, both parties' approvals with their hashes and signatures, and how to verify them.
 * The same record gives the same bytes.
 */
export async function agreementDocument(
  view: AgreementView,
  version: VersionView,
): Promise<Uint8Array<ArrayBuffer>> {
  const { content, contentHash } = version
  const { id, stateSince } = view.record
  const paper = createPaper({ title: `Makubaliano ${id}`, at: newestOf(version, stateSince) })
  paper.title({ sw: 'Makubaliano ya kubadilishana taarifa', en: 'Agreement to exchange data' })
  paper.gap()
  factsOf(paper, view, version)
  approvalsOf(paper, version)
  paper.heading(word('record.title'))
  paper.fact(word('record.hash'), [{ code: contentHash }])
  paper.heading({ sw: 'Namna ya kuhakiki', en: 'How to verify' })
  for (const text of howTo) paper.paragraph(text)
  return await paper.finish(`${id} · ${content.version} · SHA-256 ${contentHash.slice(0, 16)}…`)
}

const howTo: readonly Text[] = [
  {
    sw: 'Pakua kumbukumbu (JSON) ya makubaliano haya kwenye jukwaa. Alama (SHA-256) ya maandishi yake lazima iwe sawa na iliyo juu.',
    en: 'Download the record (JSON) of this agreement from the platform. The SHA-256 of its text must equal the hash above.',
  },
  {
    sw: 'Kila hatua ni tamko lenye alama ya maandishi na alama ya hatua iliyotangulia. Saini (Ed25519) inahakikiwa kwa ufunguo wa umma wa jukwaa; hakuna siri inayohitajika.',
    en: 'Each step is a statement with the hash of the text and the hash of the step before. Its signature (Ed25519) is verified with the platform’s public key; no secret is needed.',
  },
  {
    sw: 'Karatasi hii ni nakala ya kusoma: kinachothibitisha ni kumbukumbu iliyosainiwa.',
    en: 'This paper is a copy to read: what proves is the signed record.',
  },
]

/** The newest thing said in it: the paper's own date, without a clock. */
function newestOf({ steps, createdAt }: VersionView, since: Date): Date {
  return new Date(
    Math.max(createdAt.getTime(), since.getTime(), ...steps.map(({ at }) => at.getTime())),
  )
}

const sw = speak('sw')
const en = speak('en')

function word(key: keyof typeof messages, values: Record<string, string | number> = {}): Text {
  return { sw: sw.of(messages)(key, values), en: en.of(messages)(key, values) }
}

/** A few to a line: a list of hundreds is still a page or two. */
function inLines(items: readonly string[]): string[] {
  const groups = Math.ceil(items.length / 12)
  return Array.from({ length: groups }, (_, at) => items.slice(at * 12, at * 12 + 12).join('; '))
}

/** Swahili, then English when it says something else. */
const lines = (text: Text): Line[] => (text.sw === text.en ? [text.sw] : [text.sw, { en: text.en }])
const unsaid = lines(word('content.notSaid'))
const orUnsaid = (text: string | null): Line[] => (text === null ? unsaid : [text])

function factsOf(paper: Paper, { record }: AgreementView, version: VersionView): void {
  const { content, quota } = version
  const { consumer, provider, service, purpose, legalBasis, retention, volume, validity } = content
  const party = (of: AgreementContent['consumer']) => [...lines(of.name), ...lines(of.systemName)]
  const { citation } = legalBasis
  paper.fact(word('one.number'), [record.id])
  paper.fact({ sw: 'Toleo', en: 'Version' }, [
    String(version.number),
    ...lines(word(`kind.${version.kind}`)),
  ])
  paper.fact(word('col.state'), lines(word(`state.${record.state}`)))
  paper.fact(word('content.consumer'), party(consumer))
  paper.fact(word('content.provider'), party(provider))
  paper.fact(
    word('content.service'),
    lines({
      sw: word('content.serviceIs', { name: service.name.sw, version: service.version }).sw,
      en: word('content.serviceIs', { name: service.name.en, version: service.version }).en,
    }),
  )
  const said: Line[] = [
    ...(purpose.sw === null ? [] : [purpose.sw]),
    ...(purpose.en === null ? [] : [{ en: purpose.en }]),
  ]
  paper.fact(word('content.purpose'), said.length === 0 ? unsaid : said)
  paper.fact(word('content.codes'), [purpose.codes.join(', ')])
  paper.fact(word('content.legalBasis'), orUnsaid(legalBasis.words))
  paper.fact(
    word('content.citation'),
    citation === null ? lines(word('content.unconfirmed')) : [citation],
  )
  paper.fact(
    word('content.dataItems'),
    content.dataItems.length === 0 ? unsaid : inLines(content.dataItems),
  )
  paper.fact(
    word('content.retention'),
    retention.days === null
      ? unsaid
      : lines(word('content.retentionIs', { count: retention.days, after: retention.after ?? '' })),
  )
  personalFacts(paper, version)
  paper.fact(
    word('content.volume'),
    volume.perDay === null
      ? unsaid
      : lines(
          word('content.volumeIs', {
            perDay: volume.perDay,
            peak: volume.peakPerMinute ?? volume.perDay,
          }),
        ),
  )
  paper.fact(
    word('content.quota'),
    quota === null ? unsaid : lines(word('content.quotaIs', { ...quota })),
  )
  const between = (say: typeof sw) => ({
    from: say.date(validity.from),
    until: say.date(validity.until),
  })
  paper.fact(
    word('content.validity'),
    lines({
      sw: word('content.validityIs', between(sw)).sw,
      en: word('content.validityIs', between(en)).en,
    }),
  )
  const rules = content.rules.map(({ method, path }) => `${method} ${path}`)
  paper.fact(word('content.rules'), rules.length === 0 ? lines(word('content.everything')) : rules)
}

function personalFacts(paper: Paper, { content, steps }: VersionView): void {
  const { held, consumerRegistration } = content.personalData
  paper.fact(
    word('content.personal'),
    held === null ? unsaid : lines(word(held ? 'content.yes' : 'content.no')),
  )
  if (held !== true) return
  const technical = steps.findLast(({ step, isVoid }) => step === 'technical' && !isVoid)
  const given = technical?.said.providerRegistration ?? null
  paper.fact(word('content.consumerRegistration'), orUnsaid(consumerRegistration))
  paper.fact(word('content.providerRegistration'), orUnsaid(given))
}

function approvalsOf(paper: Paper, { content, kind, steps }: VersionView): void {
  paper.heading({ sw: 'Idhini za pande zote', en: 'Approvals of both parties' })
  const counting = steps.filter(({ isVoid }) => !isVoid)
  if (kind === 'enrolment') paper.paragraph(word('one.enrolledMore'))
  else if (counting.length === 0) paper.paragraph(word('record.none'))
  const nameOf = (institution: string): Text => {
    const parties = [content.consumer, content.provider]
    const party = parties.find((one) => one.institution === institution)
    return party?.name ?? { sw: institution, en: institution }
  }
  for (const step of counting) stepOf(paper, step, nameOf(step.institution))
}

function stepOf(paper: Paper, step: StatedStep, institution: Text): void {
  const { said } = step
  const role = Object.entries(roleNames).find(([name]) => name === said.role)?.[1]
  const at = new Date(said.at)
  const verdict = word(`verdict.${step.verdict}`)
  paper.fact(stepNames[step.step], [
    `${said.person.name}, ${institution.sw}`,
    ...(role ? [`${role.sw} / ${role.en}`] : []),
    `${sw.dateTime(at)} (EAT), ${said.at}`,
    `${verdict.sw} / ${verdict.en}`,
    ...(said.words === null ? [] : [`“${said.words}”`]),
    { code: `SHA-256 ${step.hash}` },
    { code: `Ed25519 ${step.signature}` },
  ])
}
