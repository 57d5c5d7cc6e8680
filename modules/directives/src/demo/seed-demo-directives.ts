import { EGA } from '@mtandao/identity/contract'
import { selectExemptions } from '../keeping/exemption-store.ts'
import { grantExemption } from '../keeping/grant-exemption.ts'
import { replyToResult } from '../keeping/reply-to-result.ts'
import { seedThirdSession } from '../keeping/seed-third-session.ts'
import { declareFulfilled } from '../owed/declare-fulfilled.ts'
import { dayAt, dayMs } from '../quarter.ts'
import {
  demoEvidence,
  demoExemption,
  demoReply,
  joinedOnPaper,
  joining,
  type DemoEvidence,
} from './demo-plan.ts'
import { demoPerson, type DemoDeps } from './demo-person.ts'
import { hasReplied } from './demo-store.ts'

/**
 * What people of the demo country have done about their directives, by the real use cases and as the people who hold the offices, so that
 * the log of acts has it: a council says it has joined and nothing of it was ever seen; evidence verified, waiting, and only said; a
 * reply with e-GA's clock running; an exemption with its end. What was done once is left; where nobody holds an office, it is left out.
 */
export async function seedDemoDirectives(deps: DemoDeps): Promise<void> {
  await seedThirdSession(deps)
  // Who says something about a result must owe it: the first round says who does.
  await deps.standings.refresh()
  await declareJoined(deps)
  for (const one of demoEvidence) await giveEvidence(deps, one)
  await reply(deps)
  await exempt(deps)
}

/** In a country that was enrolled otherwise, the institution may owe nothing of the kind. */
const owes = ({ standings }: DemoDeps, institution: string, obligation: string): boolean =>
  standings
    .current()
    ?.results.get(institution)
    ?.some((one) => one.obligation === obligation) === true

const today = ({ now }: DemoDeps) => dayAt(now().getTime())

async function declareJoined(deps: DemoDeps): Promise<void> {
  const officer = await demoPerson(deps, joinedOnPaper, 'ict-officer')
  if (!officer || !owes(deps, joinedOnPaper, joining)) return
  const search = { type: 'bus.joined', subject: joinedOnPaper, limit: 1 }
  if ((await deps.facts.list(officer, search)).items.length > 0) return
  await declareFulfilled(deps, officer, { obligation: joining, on: today(deps), evidence: null })
}

async function giveEvidence(deps: DemoDeps, given: DemoEvidence): Promise<void> {
  const { facts } = deps
  const { institution, obligation, note, file, verified } = given
  const person = await demoPerson(deps, institution, given.by)
  if (!person || !owes(deps, institution, obligation)) return
  const search = { type: 'obligation.evidence', subject: `${institution}/${obligation}`, limit: 2 }
  if ((await facts.list(person, search)).items.length === 0) {
    const kept = file === null ? undefined : await facts.keepEvidence(person, Buffer.from(file))
    const evidence = kept?.sha256 ?? null
    await declareFulfilled(deps, person, { obligation, on: today(deps), note, evidence })
  }
  if (!verified) return
  const ega = await demoPerson(deps, EGA, 'ega-officer')
  // Our own declaration alone; what people have said since is theirs to go on with.
  const [declared, ...others] = (await facts.list(person, search)).items
  if (!ega || declared?.source !== 'declared' || others.length > 0) return
  await facts.verify(ega, { fact: declared.id, evidence: null })
}

async function reply(deps: DemoDeps): Promise<void> {
  const { institution, by, obligation, words } = demoReply
  const person = await demoPerson(deps, institution, by)
  if (!person || !owes(deps, institution, obligation)) return
  if (await hasReplied(deps.database, institution, obligation)) return
  await replyToResult(deps, person, { obligation, period: null, words })
}

async function exempt(deps: DemoDeps): Promise<void> {
  const { institution, obligation, days, reason } = demoExemption
  const now = deps.now()
  const granted = await selectExemptions(deps.database, now)
  const ega = await demoPerson(deps, EGA, 'ega-officer')
  const known = granted.some(
    (one) => one.institution === institution && one.obligation === obligation,
  )
  if (known || !ega) return
  const until = dayAt(now.getTime() + days * dayMs)
  await grantExemption(deps, ega, { obligation, institution, until, reason })
}
