import type { Operation } from '@mtandao/http'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { issueAgain, reissue } from '../keeping/issue-again.ts'
import { id } from '../shapes.ts'
import { acceptResolution, newAcceptance } from './accept-resolution.ts'
import { addObligation, newObligation } from './add-obligation.ts'
import { addResolution, newResolution } from './add-resolution.ts'
import { addTopic, newTopic } from './add-topic.ts'
import {
  DirectiveAnswer,
  directiveAnswer,
  DirectiveLineAnswer,
  lineAnswer,
  OwingAnswer,
  PreviewAnswer,
  SessionAnswer,
  sessionAnswer,
  SessionList,
} from './answers.ts'
import { officers, operation } from './common.ts'
import { endObligation, obligationEnd } from './end-obligation.ts'
import { issueDirective, newDirective } from './issue-directive.ts'
import { listDirectives } from './list-directives.ts'
import { newSession, openSession } from './open-session.ts'
import { addresseeAsked, previewAddressees } from './preview-addressees.ts'
import { readDirective } from './read-directive.ts'
import { readObligation } from './read-obligation.ts'
import { readSession } from './read-session.ts'
import { selectSessions } from './session-read-store.ts'

const made = z.strictObject({ id: z.string() })
const paged = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
}

/** Everything the pages of sessions and directives do, for programs. */
export function issuingOperations(deps: DirectivesDeps): readonly Operation<Actor>[] {
  return [...readingOperations(deps), ...sessionOperations(deps), ...issueOperations(deps)]
}

function readingOperations(deps: DirectivesDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'directives.list-sessions',
      method: 'GET',
      path: '/sessions',
      who: 'anyone',
      summary: { sw: 'Vikao kazi vyote', en: 'All sessions' },
      input: z.strictObject({}),
      output: SessionList,
      run: async (actor) => ({
        items: await selectSessions(deps.database.within(scopeOf(actor))),
      }),
    }),
    operation({
      id: 'directives.read-session',
      method: 'GET',
      path: '/sessions/{id}',
      who: 'anyone',
      summary: {
        sw: 'Kikao kazi, mada na maazimio yake',
        en: 'A session, its topics and resolutions',
      },
      input: z.strictObject({ id }),
      output: SessionAnswer,
      run: async (actor, input) => sessionAnswer(await readSession(deps, actor, input.id)),
    }),
    operation({
      id: 'directives.list-directives',
      method: 'GET',
      path: '/directives',
      who: 'anyone',
      summary: { sw: 'Maelekezo yote na matokeo sasa', en: 'All directives and their results now' },
      input: z.strictObject(paged),
      output: z.strictObject({
        items: z.array(DirectiveLineAnswer),
        next: z.string().optional(),
      }),
      run: async (actor, input) => {
        const { items, next } = await listDirectives(deps, actor, input)
        return { items: items.map(lineAnswer), ...(next !== undefined && { next }) }
      },
    }),
    operation({
      id: 'directives.read-directive',
      method: 'GET',
      path: '/directives/{id}',
      who: 'anyone',
      summary: {
        sw: 'Elekezo, kutoka azimio hadi matokeo',
        en: 'A directive, from resolution to results',
      },
      input: z.strictObject({ id }),
      output: DirectiveAnswer,
      run: async (actor, input) => directiveAnswer(await readDirective(deps, actor, input.id)),
    }),
    operation({
      id: 'directives.list-owing',
      method: 'GET',
      path: '/directives/{directive}/obligations/{obligation}/institutions',
      who: 'anyone',
      summary: { sw: 'Taasisi zinazowajibika leo', en: 'Institutions that owe today' },
      input: z.strictObject({ directive: id, obligation: id, ...paged }),
      output: OwingAnswer,
      run: async (actor, input) => {
        const { obligation, owing, next } = await readObligation(deps, actor, input)
        return {
          addressees: obligation.addressees,
          institutions: owing.map(({ institution, name, result }) => ({
            id: institution,
            name,
            result: result?.result ?? null,
            daysLate: result?.daysLate ?? null,
          })),
          ...(next !== undefined && { next }),
        }
      },
    }),
  ]
}

function sessionOperations(deps: DirectivesDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'directives.open-session',
      method: 'POST',
      path: '/sessions',
      who: officers,
      summary: { sw: 'Fungua kikao kazi', en: 'Open a session' },
      input: newSession,
      output: made,
      status: 201,
      run: async (actor, input) => ({ id: await openSession(deps, actor, input) }),
    }),
    operation({
      id: 'directives.add-topic',
      method: 'POST',
      path: '/sessions/{session}/topics',
      who: officers,
      summary: { sw: 'Ongeza mada', en: 'Add a topic' },
      input: newTopic,
      output: null,
      run: async (actor, input) => {
        await addTopic(deps, actor, input)
      },
    }),
    operation({
      id: 'directives.add-resolution',
      method: 'POST',
      path: '/sessions/{session}/resolutions',
      who: officers,
      summary: { sw: 'Ongeza azimio', en: 'Add a resolution' },
      input: newResolution,
      output: made,
      status: 201,
      run: async (actor, input) => ({ id: await addResolution(deps, actor, input) }),
    }),
    operation({
      id: 'directives.accept-resolution',
      method: 'POST',
      path: '/resolutions/{resolution}/acceptance',
      who: officers,
      summary: { sw: 'Andika kupokelewa kwa azimio', en: 'Record that a resolution was accepted' },
      input: newAcceptance,
      output: z.strictObject({ contentHash: z.string() }),
      status: 201,
      run: async (actor, input) => ({
        contentHash: await acceptResolution(deps, actor, input),
      }),
    }),
  ]
}

function issueOperations(deps: DirectivesDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'directives.preview-addressees',
      method: 'POST',
      path: '/addressees/preview',
      who: officers,
      summary: {
        sw: 'Nani angewajibika leo; hakuna kinachobadilika',
        en: 'Who would owe today; nothing changes',
      },
      input: addresseeAsked,
      output: PreviewAnswer,
      run: async (actor, input) => await previewAddressees(deps, actor, input),
    }),
    operation({
      id: 'directives.issue-directive',
      method: 'POST',
      path: '/directives',
      who: officers,
      summary: { sw: 'Toa elekezo na wajibu wake', en: 'Issue a directive with its obligations' },
      input: newDirective,
      output: made,
      status: 201,
      bodyMax: 512 * 1024,
      run: async (actor, input) => ({ id: await issueDirective(deps, actor, input) }),
    }),
    operation({
      id: 'directives.reissue-directive',
      method: 'POST',
      path: '/directives/{directive}/issuances',
      who: officers,
      summary: { sw: 'Toa elekezo tena', en: 'Issue a directive again' },
      input: reissue,
      output: null,
      run: async (actor, input) => {
        await issueAgain(deps, actor, input)
      },
    }),
    operation({
      id: 'directives.add-obligation',
      method: 'POST',
      path: '/directives/{directive}/obligations',
      who: officers,
      summary: { sw: 'Ongeza wajibu', en: 'Add an obligation' },
      input: newObligation,
      output: made,
      status: 201,
      run: async (actor, input) => ({ id: await addObligation(deps, actor, input) }),
    }),
    operation({
      id: 'directives.end-obligation',
      method: 'POST',
      path: '/obligations/{obligation}/end',
      who: officers,
      summary: { sw: 'Maliza wajibu', en: 'End an obligation' },
      input: obligationEnd,
      output: null,
      run: async (actor, input) => {
        await endObligation(deps, actor, input)
      },
    }),
  ]
}
