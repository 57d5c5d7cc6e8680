import type { Text } from '@mtandao/problem'
import type { Result } from '../model.ts'

/** When a version of a rule says what. `{days}` and the like stand for its settings. */
export type Decision =
  | {
      /** It looks at every system that the register gives the institution, one by one. */
      readonly over: 'systems'
      readonly good: Text
      readonly half: Text | null
      readonly bad: Text
    }
  | {
      readonly over: 'institution'
      readonly results: readonly (readonly [Result, Text])[]
    }

/** By `name@version`: another version decides otherwise and has words of its own. A test holds the list against the registry. */
export const ruleDecides: Readonly<Record<string, Decision>> = {
  'joined-govesb@1': {
    over: 'institution',
    results: [
      [
        'met',
        t(
          'mfumo ulibadilishana taarifa ndani ya siku {days} zilizopita',
          'a system exchanged data within the last {days} days',
        ),
      ],
      [
        'partly',
        t(
          'ulibadilishana zamani zaidi ya hapo, au kuna mteja au makubaliano tu',
          'one exchanged longer ago, or there is only a client or an agreement',
        ),
      ],
      [
        'not-met',
        t(
          'basi limeangaliwa na hakuna mteja wala makubaliano, au taasisi inasema imejiunga na basi halijaona kitu',
          'the bus was looked at and has no client and no agreement, or the institution says it joined and the bus saw nothing',
        ),
      ],
      ['unknown', t('basi halijasema lolote', 'the bus has told nothing')],
    ],
  },
  'registered-systems@1': systems(
    t(
      'una rekodi iliyothibitishwa ndani ya siku {days}',
      'it has a record, confirmed within {days} days',
    ),
    t(
      'una rekodi, lakini haijathibitishwa ndani ya muda huo',
      'it has a record, not confirmed within that time',
    ),
    t('hauna rekodi', 'it has no record'),
  ),
  'unregistered-on-bus@1': {
    over: 'institution',
    results: [
      [
        'met',
        t(
          'kila mfumo ulioonekana kwenye basi umo kwenye rejista',
          'each system seen on the bus is in the register',
        ),
      ],
      ['not-met', t('angalau mmoja haumo', 'at least one is not')],
      [
        'unknown',
        t('basi na rejista bado havijalinganishwa', 'bus and register were not compared yet'),
      ],
    ],
  },
  'committee-constituted@1': {
    over: 'institution',
    results: [
      [
        'met',
        t(
          'kamati imeundwa na ina wajumbe {members-min} au zaidi',
          'it is constituted and has {members-min} members or more',
        ),
      ],
      ['partly', t('imeundwa, wajumbe ni wachache', 'it is constituted, with fewer members')],
      ['not-met', t('haijaundwa', 'it is not constituted')],
      ['unknown', t('rejista haisemi', 'the register does not say')],
    ],
  },
  'hosting-approved@1': systems(
    t('uko kwenye kituo kilichoidhinishwa', 'it is on an approved site'),
    null,
    t('uko kwenye kituo kisichoidhinishwa', 'it is on a site that is not approved'),
  ),
  'recovery-site-and-drill@1': systems(
    t(
      'kituo kimeandikwa na zoezi lake lilifanyika ndani ya siku {drill-days}',
      'a site is recorded, and its drill was held within {drill-days} days',
    ),
    t(
      'kituo kimeandikwa, zoezi halikufanyika ndani ya muda huo',
      'a site is recorded, no drill was held within that time',
    ),
    t('hakuna kituo', 'there is no site'),
  ),
  'security-assessment-age@1': systems(
    t('ulitathminiwa ndani ya siku {days}', 'it was assessed within {days} days'),
    null,
    t('haukutathminiwa ndani ya muda huo', 'it was not assessed within that time'),
  ),
  'source-ownership@1': systems(
    t(
      'umiliki na hifadhi ya programu chanzo vimeandikwa',
      'ownership and repository of the source code are recorded',
    ),
    t('umiliki tu umeandikwa', 'only ownership is recorded'),
    t('umiliki haujaandikwa', 'ownership is not recorded'),
  ),
  'staff-vetted-and-sworn@1': {
    over: 'institution',
    results: [
      [
        'met',
        t(
          'wote wamefanyiwa upekuzi na wameapa, na upekuzi wa zamani kabisa hauzidi siku {days}',
          'all are vetted and sworn, and the oldest vetting is at most {days} days old',
        ),
      ],
      [
        'partly',
        t(
          'baadhi tu, au upekuzi umepitwa na muda huo',
          'only some, or a vetting is older than that',
        ),
      ],
      ['not-met', t('hakuna hata mmoja', 'none of them')],
      ['unknown', t('hakuna watumishi walioandikwa', 'no staff are recorded')],
    ],
  },
  'key-rotation@1': systems(
    t(
      'ufunguo wake mkongwe zaidi hauzidi siku {days}',
      'its oldest key is at most {days} days old',
    ),
    null,
    t('ufunguo wake umezidi siku hizo', 'its key is older than that'),
  ),
  'sustainable-systems@1': systems(
    t(
      'nyaraka, umiliki wa programu chanzo na gharama vimeandikwa',
      'documentation, ownership of the source code and cost are recorded',
    ),
    t('baadhi tu vimeandikwa', 'only some are recorded'),
    t('hakuna kilichoandikwa', 'none is recorded'),
  ),
  'manual-evidence@1': {
    over: 'institution',
    results: [
      [
        'met',
        t(
          'mtu wa e-GA au wa taasisi nyingine alithibitisha kuwa wajibu umetekelezwa',
          'somebody of e-GA or another institution verified that it is done',
        ),
      ],
      ['not-met', t('aliyeangalia ushahidi hakukuta hivyo', 'whoever verified did not find so')],
      [
        'unknown',
        t(
          'hakuna ushahidi, au bado haujathibitishwa',
          'there is no evidence, or it is not verified yet',
        ),
      ],
    ],
  },
}

/** What a setting is called. */
export const settingWords: Readonly<Record<string, Text>> = {
  'joined-govesb.days': t(
    'Siku tangu mfumo wa taasisi ulipobadilishana taarifa mara ya mwisho, zisizidi',
    'Days since a system last exchanged data, at most',
  ),
  'registered-systems.days': t(
    'Siku tangu rekodi ya mfumo ilipothibitishwa, zisizidi',
    'Days since the record was confirmed, at most',
  ),
  'committee-constituted.members-min': t(
    'Wajumbe wa kamati, wasipungue',
    'Members of the committee, at least',
  ),
  'recovery-site-and-drill.drill-days': t(
    'Siku tangu zoezi la mwisho la Kituo cha Kujikinga na Majanga, zisizidi',
    'Days since the last drill of the recovery site, at most',
  ),
  'security-assessment-age.days': t(
    'Siku tangu tathmini ya usalama, zisizidi',
    'Days since the security assessment, at most',
  ),
  'staff-vetted-and-sworn.days': t(
    'Siku tangu upekuzi wa zamani kabisa, zisizidi',
    'Days since the oldest vetting, at most',
  ),
  'key-rotation.days': t('Umri wa ufunguo kwa siku, usizidi', 'Age of a key in days, at most'),
}

function systems(good: Text, half: Text | null, bad: Text): Decision {
  return { over: 'systems', good, half, bad }
}

function t(sw: string, en: string): Text {
  return { sw, en }
}
