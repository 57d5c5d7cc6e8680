import type { Text } from '@mtandao/problem'
import type { Actor, AppointmentView } from '../contract.ts'
import type { HeldRow } from './appointment-store.ts'

/**
 * Who acts, from the appointments in force today. The chosen institution counts while there is an appointment in it; else
 * the first in which nothing is suspended. Without any appointment nobody acts.
 */
export function actorFrom(
  person: Actor['person'],
  held: readonly HeldRow[],
  chosen: string | null,
  nameOf: (institution: string) => Text,
): Actor | undefined {
  const first =
    held.find(({ institution }) => institution === chosen) ??
    held.find((one) => !one.suspended) ??
    held[0]
  if (!first) return undefined
  const here = held.filter(({ institution }) => institution === first.institution)
  const active = here.filter(({ suspended }) => !suspended)
  const acting = active.length > 0 ? active : here
  return {
    person,
    institution: first.institution,
    institutionName: nameOf(first.institution),
    roles: [...new Set(acting.map(({ role }) => role))],
    appointments: held.map(({ id, institution, role, from, to }): AppointmentView => ({
      id,
      institution,
      institutionName: nameOf(institution),
      role,
      from,
      to,
    })),
    suspended: active.length === 0,
  }
}
