import type { Messages, Say } from '@mtandao/ui'
import type { Role } from '../contract.ts'

const messages = {
  'ict-officer': { sw: 'Afisa TEHAMA', en: 'ICT officer' },
  head: { sw: 'Mkuu wa Taasisi', en: 'Head of institution' },
  secretary: { sw: 'Katibu', en: 'Secretary' },
  'ega-officer': { sw: 'Afisa wa e-GA', en: 'e-GA officer' },
  'data-protection-officer': {
    sw: 'Afisa Ulinzi wa Taarifa Binafsi',
    en: 'Data protection officer',
  },
  auditor: { sw: 'Mkaguzi', en: 'Auditor' },
  'minister-office': { sw: 'Ofisi ya Waziri', en: 'Minister’s office' },
} as const satisfies Messages & Record<Role, unknown>

export function roleName(say: Say, role: Role): string {
  return say.of(messages)(role)
}
