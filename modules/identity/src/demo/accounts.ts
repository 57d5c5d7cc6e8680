import type { Role } from '../contract.ts'

/** Invented people of the demo country. Their password is public, and nobody of them gets in anywhere else. */

export const demoPassword = 'karibu-nchi-ya-mfano'

export interface DemoAccount {
  readonly id: string
  readonly name: string
  /** RFC 2606: an address that exists nowhere. */
  readonly email: string
  readonly appointments: readonly (readonly [institution: string, role: Role])[]
}

const account = (
  id: string,
  name: string,
  ...appointments: readonly (readonly [string, Role])[]
): DemoAccount => ({ id: `demo-${id}`, name, email: `${id}@mfano.example`, appointments })

export const demoAccounts: readonly DemoAccount[] = [
  account('ega', 'Neema Mfano', ['ega', 'ega-officer']),
  account('ega-mkuu', 'Baraka Mfano', ['ega', 'head']),
  account('ega-tehama', 'Zawadi Mfano', ['ega', 'ict-officer']),
  account('ega-taarifa', 'Pendo Mfano', ['ega', 'data-protection-officer']),
  account('mkaguzi', 'Amani Mfano', ['ega', 'auditor']),
  account('waziri', 'Tumaini Mfano', ['ega', 'minister-office']),
  account('nida-tehama', 'Juma Mfano', ['nida', 'ict-officer']),
  account('nida-mkuu', 'Rehema Mfano', ['nida', 'head']),
  account('nida-taarifa', 'Daudi Mfano', ['nida', 'data-protection-officer']),
  account('brela-tehama', 'Asha Mfano', ['brela', 'ict-officer']),
  account('brela-mkuu', 'Hamisi Mfano', ['brela', 'head']),
  account('brela-taarifa', 'Fatuma Mfano', ['brela', 'data-protection-officer']),
  // Serves two institutions, and switches between them.
  account('wawili', 'Mariamu Mfano', ['mfano', 'ict-officer'], ['udom', 'ict-officer']),
  account('mfano-mkuu', 'Salehe Mfano', ['mfano', 'head']),
  // Their system is on the bus, and not registered yet.
  account('udsm-tehama', 'Bahati Mfano', ['udsm', 'ict-officer']),
  account('udsm-mkuu', 'Stella Mfano', ['udsm', 'head']),
  // A council that says it has joined, and was never seen.
  account('halmashauri-tehama', 'Heri Mfano', ['halmashauri-mfano', 'ict-officer']),
  account('halmashauri-mkuu', 'Subira Mfano', ['halmashauri-mfano', 'head']),
]
