import type { Actor, Role } from '@mtandao/identity/contract'
import type { Act } from '../src/contract.ts'

/** A person of an institution, for tests. */
export function actorOf(institution: string, ...roles: readonly Role[]): Actor {
  const id = `${institution}-${roles.join('-')}`
  return {
    person: { id, name: `Mtu wa ${id}`, email: `${id}@mfano.go.tz` },
    institution,
    institutionName: { sw: institution, en: institution },
    roles,
    appointments: [],
    suspended: false,
  }
}

export function actOn(subject: string, more: Partial<Act> = {}): Act {
  return {
    action: 'exchange.agreement-suspended',
    subject: { type: 'agreement', id: subject },
    institutions: ['mamlaka'],
    ...more,
  }
}
