import { h, type JSX } from 'preact'
import { edge, type Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import {
  actionLink,
  back,
  choiceGroup,
  form,
  group,
  notice,
  select,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { z } from 'zod'
import { changeContent } from './change-content.ts'
import { termsOf } from './content.ts'
import { dataItemsOf } from './data-items.ts'
import { addDays, dayOf } from './days.ts'
import type { AgreementDeps } from './deps.ts'
import { backTo } from './back-to.ts'
import { withdrawRequest } from './end-agreement.ts'
import { messages } from './messages.ts'
import { problem } from './problems.ts'
import { readAgreement } from './read-agreement.ts'
import { renewAgreement } from './renew-agreement.ts'
import { requestAgreement } from './request-agreement.ts'
import { findPublishedService } from './service-head.ts'
import { agreementId } from './shapes.ts'
import { submitRequest } from './submit-request.ts'
import { termsFields, termsFrom, termsParts, valuesOf } from './terms-form.ts'

const { action, form: formRoute } = edge<Actor>()
const officers = ['ict-officer'] as const
const one = z.object({ id: agreementId })
const nothing = z.object({})

/** The consumer's side: asking, changing what is asked, submitting, withdrawing, renewing. */
export function askingRoutes(deps: AgreementDeps): Route<Actor>[] {
  return [newRoute(deps), editRoute(deps), renewRoute(deps), ...askingActions(deps)]
}

function newRoute(deps: AgreementDeps): Route<Actor> {
  return formRoute({
    path: '/agreements/new',
    who: officers,
    at: z.object({ service: agreementId.optional() }),
    fields: z.object({ system: agreementId, ...termsFields }),
    start: async ({ actor, now }) => {
      const systems = await deps.register.systemsOf(deps.database, actor.institution)
      const from = dayOf(now)
      return {
        validFrom: from,
        validUntil: addDays(from, 365),
        ...(systems.length === 1 && { system: systems[0]?.id ?? '' }),
      }
    },
    show: async ({ actor, say }, at, state) => {
      const service = at.service && (await findPublishedService(deps.database, at.service))
      if (!service) return chooseService(say)
      const systems = (await deps.register.systemsOf(deps.database, actor.institution)).filter(
        ({ status }) => status === 'active',
      )
      const provider = await deps.register.findSystem(deps.database, service.system)
      const names = await deps.register.institutionNames(
        deps.database,
        provider ? [provider.institution] : [],
      )
      const t = say.of(messages)
      const name = provider && names.get(provider.institution)
      const head = [
        back('/agreements', t('one.back')),
        h('h1', null, t('new.title')),
        h(
          'p',
          { class: 'lead' },
          t('new.service', {
            service: say.text(service.name),
            provider: name ? say.text(name) : say.data(service.system),
          }),
        ),
      ]
      if (systems.length === 0) return { title: t('new.title'), content: [head, noSystem(say)] }
      const system = group(
        t('terms.who'),
        select({
          say,
          state,
          name: 'system',
          label: t('terms.system'),
          hint: t('terms.systemHint'),
          none: '',
          choices: systems.map((own) => ({ value: own.id, label: say.text(own.name) })),
        }),
      )
      const parts = termsParts(say, state, dataItemsOf(service))
      return {
        title: t('new.title'),
        content: [
          head,
          form(
            { say, state, submit: t('new.save'), cancel: { href: '/agreements' } },
            system,
            ...parts,
          ),
        ],
      }
    },
    submit: async ({ actor }, at, { system, ...fields }) => {
      const service = at.service ?? ''
      const id = await requestAgreement(deps, actor, { system, service, terms: termsFrom(fields) })
      return {
        redirect: `/agreements/${id}`,
        notice: { sw: messages['new.saved'].sw, en: messages['new.saved'].en },
      }
    },
  })
}

function chooseService(say: Say): Page {
  const t = say.of(messages)
  return {
    title: t('new.title'),
    content: [
      back('/agreements', t('one.back')),
      h('h1', null, t('new.choose')),
      h('p', null, t('new.chooseHint')),
      h('p', null, actionLink('/catalogue', t('list.catalogue'))),
    ],
  }
}

function noSystem(say: Say) {
  const t = say.of(messages)
  return notice(
    'open',
    {},
    h('p', null, t('new.noSystem')),
    h('p', null, actionLink('/join', t('new.register'))),
  )
}

function editRoute(deps: AgreementDeps): Route<Actor> {
  return formRoute({
    path: '/agreements/{id}/edit',
    who: officers,
    at: one,
    fields: z.object(termsFields),
    start: async ({ actor }, { id }) => {
      const { open } = await readAgreement(deps, actor, id)
      return open
        ? valuesOf(termsOf(open.content), await itemsOf(deps, open.content.service.id))
        : {}
    },
    show: async ({ actor, say }, { id }, state) => {
      const { may, open, record } = await readAgreement(deps, actor, id)
      if (!may.change || !open) throw problem('wrong-state')
      const t = say.of(messages)
      return termsPage(say, {
        title: t('edit.title'),
        id,
        state,
        known: await itemsOf(deps, record.service),
        head: open.steps.length === 0 ? null : notice('open', {}, h('p', null, t('edit.warning'))),
      })
    },
    submit: async ({ actor }, { id }, fields) => {
      await changeContent(deps, actor, { id, terms: termsFrom(fields) })
      return backTo(id, 'edit.saved')
    },
  })
}

function renewRoute(deps: AgreementDeps): Route<Actor> {
  return formRoute({
    path: '/agreements/{id}/renew',
    who: officers,
    at: one,
    fields: z.object({ kind: z.enum(['renewal', 'amendment']), ...termsFields }),
    start: async ({ actor }, { id }) => {
      const { inForce } = await readAgreement(deps, actor, id)
      if (!inForce) return {}
      return valuesOf(termsOf(inForce.content), await itemsOf(deps, inForce.content.service.id))
    },
    show: async ({ actor, say }, { id }, state) => {
      const { may, record } = await readAgreement(deps, actor, id)
      if (!may.renew) throw problem('wrong-state')
      const t = say.of(messages)
      const choice = (value: 'renewal' | 'amendment') => ({
        value,
        label: t(`renew.${value}`),
        hint: t(`renew.${value}Hint`),
      })
      return termsPage(say, {
        title: t('renew.title'),
        id,
        state,
        known: await itemsOf(deps, record.service),
        head: h('p', { class: 'lead' }, t('renew.lead')),
        first: choiceGroup({
          say,
          state,
          name: 'kind',
          label: t('renew.kind'),
          choices: [choice('renewal'), choice('amendment')],
        }),
      })
    },
    submit: async ({ actor }, { id }, { kind, ...fields }) => {
      await renewAgreement(deps, actor, { id, kind, terms: termsFrom(fields) })
      return backTo(id, 'new.saved')
    },
  })
}

interface TermsPage {
  readonly title: string
  readonly id: string
  readonly state: FormState
  readonly known: readonly string[]
  readonly head: JSX.Element | null
  readonly first?: JSX.Element
}

function termsPage(say: Say, { title, id, state, known, head, first }: TermsPage): Page {
  const t = say.of(messages)
  const href = `/agreements/${id}`
  return {
    title,
    content: [
      back(href, t('one.backToOne')),
      h('h1', null, title),
      head,
      form(
        { say, state, submit: t('new.save'), cancel: { href } },
        first ?? null,
        ...termsParts(say, state, known),
      ),
    ],
  }
}

async function itemsOf(deps: AgreementDeps, service: string): Promise<string[]> {
  const found = await findPublishedService(deps.database, service)
  return found ? dataItemsOf(found) : []
}

function askingActions(deps: AgreementDeps): Route<Actor>[] {
  return [
    action({
      path: '/agreements/{id}/submit',
      who: officers,
      at: one,
      fields: nothing,
      act: async ({ actor }, { id }) => {
        await submitRequest(deps, actor, { id })
        return backTo(id, 'event.submitted')
      },
    }),
    action({
      path: '/agreements/{id}/withdraw',
      who: ['ict-officer', 'head'],
      at: one,
      fields: nothing,
      act: async ({ actor }, { id }) => {
        await withdrawRequest(deps, actor, { id })
        return backTo(id, 'event.withdrawn')
      },
    }),
  ]
}
