import type { Messages } from '@mtandao/ui'

export const findingMessages = {
  'findings.title': { sw: 'Kasoro za rejista', en: 'Findings of the register' },
  'findings.lead': {
    sw: 'Rejista huzigundua yenyewe kwa kulinganisha rekodi na miamala ya GovESB. Kasoro hufungwa yenyewe chanzo chake kikiondoka.',
    en: 'The register finds these by itself, comparing records with what passes on the bus. A finding closes by itself when its cause is gone.',
  },
  'findings.table': { sw: 'Kasoro', en: 'Findings' },
  'findings.empty': {
    sw: 'Hakuna kasoro iliyo wazi. Rekodi zako zinalingana na kinachoonekana kwenye GovESB.',
    en: 'There is no open finding. The records agree with what is seen on the bus.',
  },
  'findings.empty.closed': {
    sw: 'Bado hakuna kasoro iliyofungwa.',
    en: 'No finding has been closed yet.',
  },
  'findings.open': { sw: 'Zilizo wazi', en: 'Open' },
  'findings.closed': { sw: 'Zilizofungwa', en: 'Closed' },
  'finding.what': { sw: 'Kasoro', en: 'Finding' },
  'finding.first': { sw: 'Iligunduliwa', en: 'First seen' },
  'finding.closedAt': { sw: 'Ilifungwa', en: 'Closed' },
  'finding.rule': { sw: 'Aina ya kasoro', en: 'Kind of finding' },

  'rule.seen-not-registered': {
    sw: 'Unaonekana kwenye GovESB, haujasajiliwa',
    en: 'Seen on the bus, not registered',
  },
  'rule.live-never-seen': {
    sw: 'Umesajiliwa unatumika, haujawahi kuonekana',
    en: 'Registered as live, never seen',
  },
  'rule.live-silent': { sw: 'Umekaa kimya', en: 'Has fallen silent' },
  'rule.retired-still-seen': { sw: 'Umeondolewa, bado unaonekana', en: 'Retired, still seen' },
  'rule.hosting-not-approved': {
    sw: 'Haupo kwenye kituo kilichoidhinishwa',
    en: 'Not in an approved data centre',
  },
  'rule.hosting-approval-ended': {
    sw: 'Idhini ya kituo imeisha',
    en: 'Approval of the data centre has ended',
  },
  'rule.recovery-approval-ended': {
    sw: 'Idhini ya kituo cha majanga imeisha',
    en: 'Approval of the recovery site has ended',
  },
  'rule.record-old': {
    sw: 'Rekodi haijathibitishwa muda mrefu',
    en: 'Record not confirmed for long',
  },

  'says.seen-not-registered': {
    sw: 'Ulionekana kwenye GovESB mara ya mwisho {seen}, lakini rekodi yake haijajazwa. Jaza rekodi.',
    en: 'Last seen on the bus {seen}, but its record is not filled. Fill the record.',
  },
  'says.live-never-seen': {
    sw: 'Rekodi inasema unatumika tangu {since}, lakini haujawahi kuonekana kwenye GovESB. Uunganishe, au rekebisha rekodi.',
    en: 'The record says it is live since {since}, but it was never seen on the bus. Connect it, or correct the record.',
  },
  'says.live-silent': {
    sw: 'Ulionekana mara ya mwisho {seen}: zaidi ya siku {days} zilizopita. Angalia kama bado unafanya kazi.',
    en: 'Last seen {seen}: more than {days} days ago. See whether it still works.',
  },
  'says.retired-still-seen': {
    sw: 'Rekodi inasema uliondolewa {since}, lakini ulionekana {seen}. Simamisha ufikiaji wake, au rekebisha rekodi.',
    en: 'The record says it was retired {since}, but it was seen {seen}. Suspend its access, or correct the record.',
  },
  'says.hosting-not-approved': {
    sw: '«{site}» si kituo kilichoidhinishwa na e-GA. Hamishia mfumo kwenye kituo kilichoidhinishwa.',
    en: '“{site}” is not a data centre approved by e-GA. Move the system to an approved one.',
  },
  'says.hosting-approval-ended': {
    sw: 'Idhini ya «{site}» iliisha {ended}.',
    en: 'The approval of “{site}” ended {ended}.',
  },
  'says.recovery-approval-ended': {
    sw: 'Idhini ya «{site}», kituo chake cha kujikinga na majanga, iliisha {ended}.',
    en: 'The approval of “{site}”, its recovery site, ended {ended}.',
  },
  'says.record-old': {
    sw: 'Ilithibitishwa mara ya mwisho {confirmed}: zaidi ya siku {days} zilizopita. Ipitie, kisha thibitisha.',
    en: 'Last confirmed {confirmed}: more than {days} days ago. Go through it, then confirm it.',
  },
} as const satisfies Messages
