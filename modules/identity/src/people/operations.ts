import { edge, type Operation } from '@mtandao/http'
import { z } from 'zod'
import { roles, type Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { makeRecoveryLink, unlockPerson } from '../sign-in/recover.ts'
import type { AppointmentRow } from './appointment-store.ts'
import { endAppointment, reinstateAppointment, suspendAppointment } from './change-appointment.ts'
import type { InvitationRow } from './invitation-store.ts'
import { invitePerson } from './invite-person.ts'
import { getAppointment, listInvitations, listPeople } from './list-people.ts'
import { emailShape, institutionId, managers, personId, personName, seers, why } from './shapes.ts'
import { withdrawInvitation } from './withdraw-invitation.ts'

const { operation } = edge<Actor>()

const time = z.iso.datetime()
const appointment = z.strictObject({
  id: z.uuid(),
  person: z.string(),
  name: z.string(),
  email: z.string(),
  institution: z.string(),
  role: z.enum(roles),
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  ended_at: time.nullable(),
  ended_why: z.string().nullable(),
  suspended_at: time.nullable(),
  suspended_why: z.string().nullable(),
})
const invitation = z.strictObject({
  id: z.uuid(),
  institution: z.string(),
  role: z.enum(roles),
  email: z.string(),
  name: z.string(),
  invited_by_name: z.string(),
  at: time,
  expires_at: time,
})
const link = z.strictObject({ link: z.url(), expires_at: time })
const atId = z.strictObject({ id: z.uuid() })

export function peopleOperations(ground: Ground): readonly Operation<Actor>[] {
  return [...reading(ground), ...inviting(ground), ...changing(ground), ...helping(ground)]
}

function reading(ground: Ground): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'identity.list-people',
      method: 'GET',
      path: '/people',
      who: seers,
      summary: {
        sw: 'Uteuzi wa watu wa taasisi, kwa jina',
        en: 'Appointments of the people of an institution, by name',
      },
      input: z.strictObject({
        institution: institutionId.optional(),
        past: z.stringbool().default(false),
        after: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      output: z.strictObject({ items: z.array(appointment), next: z.string().optional() }),
      run: async (actor, { institution = actor.institution, ...rest }) => {
        const { appointments, next } = await listPeople(ground, actor, { institution, ...rest })
        return { items: appointments.map(appointmentJson), ...(next !== undefined && { next }) }
      },
    }),
    operation({
      id: 'identity.get-appointment',
      method: 'GET',
      path: '/appointments/{id}',
      who: seers,
      summary: { sw: 'Uteuzi mmoja', en: 'One appointment' },
      input: atId,
      output: appointment,
      run: async (actor, { id }) => appointmentJson(await getAppointment(ground, actor, id)),
    }),
    operation({
      id: 'identity.list-invitations',
      method: 'GET',
      path: '/invitations',
      who: seers,
      summary: { sw: 'Mialiko inayosubiri, mipya kwanza', en: 'Open invitations, newest first' },
      input: z.strictObject({ institution: institutionId.optional() }),
      output: z.strictObject({ items: z.array(invitation) }),
      run: async (actor, { institution = actor.institution }) => ({
        items: (await listInvitations(ground, actor, institution)).map(invitationJson),
      }),
    }),
  ]
}

function inviting(ground: Ground): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'identity.invite-person',
      method: 'POST',
      path: '/invitations',
      who: managers,
      summary: {
        sw: 'Mwalike mtu kwenye wadhifa; kiungo kinatolewa mara hii tu',
        en: 'Invites a person to a role; the link is given this once',
      },
      input: z.strictObject({
        institution: institutionId,
        role: z.enum(roles),
        name: personName,
        email: emailShape,
        from: z.iso.date().nullable().default(null),
        to: z.iso.date().nullable().default(null),
      }),
      output: link.extend({ id: z.uuid(), mailed: z.boolean() }),
      status: 201,
      run: async (actor, input) => {
        const { id, mailed, ...made } = await invitePerson(ground, actor, input)
        return { id, mailed, link: made.link, expires_at: made.expiresAt.toISOString() }
      },
    }),
    operation({
      id: 'identity.withdraw-invitation',
      method: 'DELETE',
      path: '/invitations/{id}',
      who: managers,
      summary: { sw: 'Batilisha mwaliko', en: 'Withdraws an invitation' },
      input: atId,
      output: null,
      run: (actor, { id }) => withdrawInvitation(ground, actor, id),
    }),
  ]
}

function changing(ground: Ground): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'identity.end-appointment',
      method: 'POST',
      path: '/appointments/{id}/end',
      who: managers,
      summary: { sw: 'Maliza uteuzi leo', en: 'Ends an appointment today' },
      input: atId.extend({ why: why.nullable().default(null) }),
      output: null,
      run: (actor, input) => endAppointment(ground, actor, input),
    }),
    operation({
      id: 'identity.suspend-appointment',
      method: 'POST',
      path: '/appointments/{id}/suspend',
      who: managers,
      summary: { sw: 'Simamisha uteuzi kwa sababu', en: 'Suspends an appointment with a reason' },
      input: atId.extend({ why }),
      output: null,
      run: (actor, input) => suspendAppointment(ground, actor, input),
    }),
    operation({
      id: 'identity.reinstate-appointment',
      method: 'POST',
      path: '/appointments/{id}/reinstate',
      who: managers,
      summary: { sw: 'Rudisha aliyesimamishwa', en: 'Lifts a suspension' },
      input: atId,
      output: null,
      run: (actor, input) => reinstateAppointment(ground, actor, input),
    }),
  ]
}

function helping(ground: Ground): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'identity.unlock-person',
      method: 'POST',
      path: '/people/{id}/unlock',
      who: managers,
      summary: {
        sw: 'Mruhusu mtu ajaribu kuingia tena sasa',
        en: 'Lets a person try to sign in again at once',
      },
      input: z.strictObject({ id: personId }),
      output: null,
      run: (actor, { id }) => unlockPerson(ground, actor, id),
    }),
    operation({
      id: 'identity.make-recovery-link',
      method: 'POST',
      path: '/people/{id}/recovery',
      who: managers,
      summary: {
        sw: 'Kiungo cha kuanza upya kwa aliyepoteza nenosiri na kithibitishaji',
        en: 'A link to start anew, for somebody who lost password and authenticator',
      },
      input: z.strictObject({ id: personId }),
      output: link,
      status: 201,
      run: async (actor, { id }) => {
        const made = await makeRecoveryLink(ground, actor, id)
        return { link: made.link, expires_at: made.expiresAt.toISOString() }
      },
    }),
  ]
}

const iso = (at: Date | null) => (at === null ? null : at.toISOString())

function appointmentJson(row: AppointmentRow) {
  const { id, person, name, email, institution, role, from, to } = row
  return {
    id,
    person,
    name,
    email,
    institution,
    role,
    from,
    to,
    ended_at: iso(row.endedAt),
    ended_why: row.endedWhy,
    suspended_at: iso(row.suspendedAt),
    suspended_why: row.suspendedWhy,
  }
}

function invitationJson(row: InvitationRow) {
  const { id, institution, role, email, name, invitedByName, at, expiresAt } = row
  return {
    id,
    institution,
    role,
    email,
    name,
    invited_by_name: invitedByName,
    at: at.toISOString(),
    expires_at: expiresAt.toISOString(),
  }
}
