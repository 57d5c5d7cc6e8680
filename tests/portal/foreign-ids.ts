import type { Portal } from './portal.ts'

/** By the beginning of an address: ids of things that belong to NIDA, or to others than Mfano. The longest beginning is first. */
export type ForeignIds = Readonly<Record<string, Record<string, string>>>

const made = '01890000-0000-7000-8000-00000000000'

/** What the demo country does not have by itself is put there. */
const things = [
  `insert into identity.session (id, token, person, updated_at, expires_at)
   values ('foreign', 'foreign', 'demo-nida-mkuu', now(), now() + interval '1 day')`,
  `insert into identity.passkey (id, name, public_key, person, credential_id, counter, device_type, backed_up)
   values ('foreign', 'x', 'x', 'demo-nida-mkuu', 'foreign', 0, 'singleDevice', false)`,
  `insert into identity.api_token (id, token_sha256, person, institution, name, created_at, expires_at)
   values ('${made}1', '\\x00', 'demo-nida-mkuu', 'nida', 'x', now(), now() + interval '1 day')`,
  `insert into identity.invitation (id, token_sha256, institution, role, email, name, invited_by_name, at, expires_at)
   values ('${made}2', '\\x00', 'nida', 'ict-officer', 'x@mfano.example', 'x', 'x', now(), now() + interval '1 day')`,
  `insert into audit.act (id, at, agent, action, subject_type, subject_id, institutions)
   values ('${made}3', now(), 'worker', 'x.done', 'thing', 'x', '{nida}')`,
  `insert into register.staff (id, institution, name, post, created_at)
   values ('${made}4', 'nida', 'x', 'x', now())`,
  `insert into register.committee (id, institution, kind, established_on, created_at)
   values ('${made}5', 'nida', 'ict-steering', current_date, now()) on conflict do nothing`,
  `insert into register.committee_member (id, committee, institution, name, post, role, valid_from)
   select '${made}6', id, 'nida', 'x', 'x', 'member', current_date from register.committee where institution = 'nida'`,
  `insert into exchange.client_request (id, institution, system, label, purpose, public_key, curve, state, asked_at, asked_by)
   select '${made}7', 'nida', id, 'x', 'x', 'x', 'P-256', 'pending', now(), 'demo-nida-tehama'
   from register.system where institution = 'nida' limit 1`,
  `insert into facts.fact (id, subject_type, subject_id, institution, type, value, observed_at, recorded_at, source, collector, public)
   values ('${made}9', 'institution', 'nida', 'nida', 'staff.vetting', '{"staff":1,"vetted":0,"sworn":0}', now(), now(),
     'machine', 'register-people', false)`,
  `insert into facts.evidence (sha256, institution, bytes, media_type, person, at)
   values (repeat('e', 64), 'nida', 1, 'text/plain', 'demo-nida-mkuu', now())`,
  `insert into exchange.exchange (id, at, door, consumer_institution, provider_institution, outcome)
   values ('${made}8', now(), 'r1', 'nida', 'brela', 'ok')`,
]

const found = {
  appointment: `select id from identity.appointment where institution = 'nida' limit 1`,
  committee: `select id from register.committee where institution = 'nida'`,
  system: `select id from register.system where institution = 'nida' limit 1`,
  client: `select c.id from exchange.client c join register.system s on s.id = c.system where s.institution = 'nida' limit 1`,
  key: `select k.id from exchange.signing_key k join exchange.client c on c.id = k.client
    join register.system s on s.id = c.system where s.institution = 'nida' limit 1`,
  service: `select s.id from exchange.offered_service s where s.institution = 'nida' limit 1`,
  agreement: `select id from exchange.agreement_record
    where not (consumer_institution = 'mfano' or provider_institution = 'mfano') limit 1`,
}

export async function foreignIds({ database }: Portal): Promise<ForeignIds> {
  for (const sql of things) await database.rows(sql)
  const id = async (name: keyof typeof found): Promise<string> => {
    const [row] = await database.rows<{ id: string }>(found[name])
    if (!row) throw new Error(`the demo country has no ${name} of another institution`)
    return row.id
  }
  const system = await id('system')
  const appointment = { id: await id('appointment') }
  const invitation = { id: `${made}2` }
  const request = { id: `${made}7` }
  const act = { id: `${made}3` }
  return {
    '/account/tokens': { id: `${made}1` },
    '/account/': { id: 'foreign' },
    '/api/me/tokens': { id: `${made}1` },
    '/api/me/': { id: 'foreign' },
    '/people/invitations': invitation,
    '/api/invitations': invitation,
    '/people/appointments': appointment,
    '/api/appointments': appointment,
    '/people/': { id: 'demo-nida-mkuu' },
    '/api/people/': { id: 'demo-nida-mkuu' },
    '/audit/': act,
    '/api/audit/': act,
    '/api/institutions/': { id: 'nida' },
    '/systems/': { id: system, system, key: 'x' },
    '/api/systems/': { id: system, system },
    '/staff/': { id: `${made}4` },
    '/committees/': { id: await id('committee'), member: `${made}6` },
    '/clients/': { id: await id('client'), key: await id('key') },
    '/requests/': request,
    '/api/production-requests/': request,
    '/services/': { id: await id('service'), number: '1' },
    '/agreements/': { id: await id('agreement') },
    '/exchanges/': { id: `${made}8` },
    '/facts/': { id: `${made}9` },
    '/evidence/': { sha256: 'e'.repeat(64) },
    // Owed by the Government as a whole: by no institution.
    '/owed/': { obligation: 'kikao-kazi-3-10-mkakati' },
    '/api/owed/': { obligation: 'kikao-kazi-3-10-mkakati' },
  }
}
