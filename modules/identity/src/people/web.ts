import { edge, type Web } from '@mtandao/http'
import type { Text } from '@mtandao/problem'
import { z } from 'zod'
import { holds, roles, seesCountry, type Actor } from '../contract.ts'
import { dayOf } from '../day.ts'
import type { Ground } from '../ground.ts'
import { problem } from '../problems.ts'
import { makeRecoveryLink, unlockPerson } from '../sign-in/recover.ts'
import { mayManage, rolesToGive } from './appointing.ts'
import { endAppointment, reinstateAppointment, suspendAppointment } from './change-appointment.ts'
import { invitePerson } from './invite-person.ts'
import { getAppointment, listInvitations, listPeople } from './list-people.ts'
import { messages } from './messages.ts'
import { peopleOperations } from './operations.ts'
import {
  appointmentPage,
  invitePage,
  linkPage,
  peoplePage,
  peoplePath,
  reasonPage,
} from './pages.ts'
import { emailShape, institutionId, managers, personId, personName, seers, why } from './shapes.ts'
import { withdrawInvitation } from './withdraw-invitation.ts'

const { page, form, action } = edge<Actor>()

/** An empty field of a form is no day. */
const day = z.union([z.literal('').transform(() => null), z.iso.date()])
const pageSize = 50
const atId = z.object({ id: z.uuid() })
const atPerson = z.object({ id: personId })

export function peopleWeb(ground: Ground): Web<Actor> {
  return {
    routes: [
      list(ground),
      invite(ground),
      withdraw(ground),
      show(ground),
      end(ground),
      suspend(ground),
      reinstate(ground),
      unlock(ground),
      recovery(ground),
    ],
    operations: peopleOperations(ground),
    assets: [],
  }
}

function list(ground: Ground) {
  return page({
    path: '/people',
    who: seers,
    at: z.object({
      institution: institutionId.optional(),
      past: z.literal('yes').optional(),
      after: z.string().max(500).optional(),
    }),
    show: async ({ say, actor, now }, { institution = actor.institution, past, after }) => {
      const search = { institution, past: past !== undefined, after, limit: pageSize }
      const people = await listPeople(ground, actor, search)
      return peoplePage({
        say,
        people,
        past: search.past,
        invitations: search.past ? [] : await listInvitations(ground, actor, institution),
        manages: mayManage(actor, institution),
        country: seesCountry(actor),
        today: dayOf(now),
        first: after === undefined ? undefined : peoplePath(institution, past ? '&past=yes' : ''),
      })
    },
  })
}

async function nameOf({ register, database }: Ground, institution: string): Promise<Text> {
  // As owner: names of institutions are public.
  const names = await register.institutionNames(database, [institution])
  const name = names.get(institution)
  if (!name) throw problem('not-found')
  return name
}

function invite(ground: Ground) {
  return form({
    path: '/people/invite',
    who: managers,
    at: z.object({ institution: institutionId.optional() }),
    fields: z.object({
      institution: institutionId,
      role: z.enum(roles),
      name: personName,
      email: emailShape,
      from: day.default(null),
      to: day.default(null),
    }),
    show: async ({ say, actor }, { institution: asked }, state) => {
      const typed = state.values['institution']
      const institution = asked ?? (typeof typed === 'string' ? typed : actor.institution)
      if (!mayManage(actor, institution)) throw problem('not-found')
      const institutionName = await nameOf(ground, institution)
      return invitePage({
        say,
        state,
        institution,
        institutionName,
        roles: rolesToGive(actor, institution),
      })
    },
    submit: async ({ say, actor }, _, fields) => {
      const { link, expiresAt, mailed } = await invitePerson(ground, actor, fields)
      const mailedTo = mailed ? fields.email : undefined
      const { name, institution } = fields
      return linkPage(say, { name, link, expiresAt, mailedTo, institution })
    },
  })
}

function withdraw(ground: Ground) {
  return action({
    path: '/people/invitations/{id}/withdraw',
    who: managers,
    at: atId,
    fields: z.object({}),
    act: async ({ actor }, { id }) => {
      const { institution } = await withdrawInvitation(ground, actor, id)
      return { redirect: peoplePath(institution), notice: messages['invitations.withdrawn'] }
    },
  })
}

function show(ground: Ground) {
  return page({
    path: '/people/appointments/{id}',
    who: seers,
    at: atId,
    show: async ({ say, actor, now }, { id }) => {
      const appointment = await getAppointment(ground, actor, id)
      const { institution } = appointment
      return appointmentPage({
        say,
        appointment,
        institutionName: await nameOf(ground, institution),
        manages: mayManage(actor, institution),
        reinstates: !appointment.suspendedByEga || holds(actor, 'ega-officer'),
        self: appointment.person === actor.person.id,
        today: dayOf(now),
      })
    },
  })
}

function end(ground: Ground) {
  return form({
    path: '/people/appointments/{id}/end',
    who: managers,
    at: atId,
    fields: z.object({ why: z.string().trim().max(500).default('') }),
    show: async ({ say, actor }, { id }, state) =>
      reasonPage(say, state, await getAppointment(ground, actor, id), 'end'),
    submit: async ({ actor }, { id }, fields) => {
      await endAppointment(ground, actor, { id, why: fields.why === '' ? null : fields.why })
      return { redirect: '/people', notice: messages['appointment.ended'] }
    },
  })
}

function suspend(ground: Ground) {
  return form({
    path: '/people/appointments/{id}/suspend',
    who: managers,
    at: atId,
    fields: z.object({ why }),
    show: async ({ say, actor }, { id }, state) =>
      reasonPage(say, state, await getAppointment(ground, actor, id), 'suspend'),
    submit: async ({ actor }, { id }, fields) => {
      await suspendAppointment(ground, actor, { id, why: fields.why })
      const redirect = `/people/appointments/${id}`
      return { redirect, notice: messages['appointment.suspended'] }
    },
  })
}

function reinstate(ground: Ground) {
  return action({
    path: '/people/appointments/{id}/reinstate',
    who: managers,
    at: atId,
    fields: z.object({}),
    act: async ({ actor }, { id }) => {
      await reinstateAppointment(ground, actor, { id })
      const redirect = `/people/appointments/${id}`
      return { redirect, notice: messages['appointment.reinstated'] }
    },
  })
}

function unlock(ground: Ground) {
  return action({
    path: '/people/{id}/unlock',
    who: managers,
    at: atPerson,
    fields: z.object({}),
    act: async ({ actor }, { id }) => {
      await unlockPerson(ground, actor, id)
      return { redirect: '/people', notice: messages['appointment.unlocked'] }
    },
  })
}

function recovery(ground: Ground) {
  return action({
    path: '/people/{id}/recovery',
    who: managers,
    at: atPerson,
    fields: z.object({}),
    act: async ({ say, actor }, { id }) => {
      const { link, expiresAt, name } = await makeRecoveryLink(ground, actor, id)
      const { institution } = actor
      return linkPage(say, { name, link, expiresAt, mailedTo: undefined, institution })
    },
  })
}
