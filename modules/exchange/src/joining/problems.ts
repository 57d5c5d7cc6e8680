import { defineProblems } from '@mtandao/problem'

/** Every way joining says no. */
export const problem = defineProblems('joining', {
  'not-allowed': {
    status: 403,
    title: {
      sw: 'Wadhifa wako hauruhusu kubadili wateja wa mfumo',
      en: 'Your appointment does not allow changing clients',
    },
    retry: 'never',
  },
  'system-not-found': {
    status: 404,
    title: { sw: 'Mfumo huo haupo', en: 'There is no such system' },
    retry: 'never',
  },
  'client-not-found': {
    status: 404,
    title: { sw: 'Mteja wa mfumo hayupo', en: 'There is no such client' },
    retry: 'never',
  },
  'request-not-found': {
    status: 404,
    title: { sw: 'Ombi hilo halipo', en: 'There is no such request' },
    retry: 'never',
  },
  'service-not-found': {
    status: 404,
    title: { sw: 'Huduma hiyo haipo', en: 'There is no such service' },
    retry: 'never',
  },
  'key-not-found': {
    status: 404,
    title: { sw: 'Ufunguo huo haupo', en: 'There is no such key' },
    retry: 'never',
  },
  'key-unreadable': {
    status: 422,
    title: { sw: 'Ufunguo haukubaliki', en: 'The key is not accepted' },
    retry: 'after-correction',
  },
  'key-private': {
    status: 422,
    title: {
      sw: 'Huu ni ufunguo wa SIRI. Haujahifadhiwa. Kama umeutuma kwa mtu mwingine, tengeneza jozi mpya; hapa bandika ufunguo wa WAZI',
      en: 'This is a PRIVATE key. It was not kept. If anyone else has it, make a new pair; paste the PUBLIC key here',
    },
    retry: 'after-correction',
  },
  'key-known': {
    status: 409,
    title: {
      sw: 'Ufunguo huu umeshasajiliwa; tengeneza jozi mpya ya funguo',
      en: 'This key is registered already; make a new pair of keys',
    },
    retry: 'after-correction',
  },
  'too-many': {
    status: 409,
    title: { sw: 'Idadi imefika kikomo', en: 'There are as many as there can be' },
    retry: 'after-correction',
  },
  'overlap-refused': {
    status: 422,
    title: {
      sw: 'Tarehe ya mwisho iwe kati ya leo na siku 90 zijazo',
      en: 'The last day must be between today and 90 days from now',
    },
    retry: 'after-correction',
  },
  'last-key': {
    status: 409,
    title: {
      sw: 'Huu ni ufunguo wa mwisho wa mteja; ongeza mwingine kwanza, au msimamishe mteja',
      en: 'This is the client’s last key; add another first, or suspend the client',
    },
    retry: 'after-correction',
  },
  'wrong-state': {
    status: 409,
    title: {
      sw: 'Hali ya sasa hairuhusu hatua hii',
      en: 'The present state does not allow this step',
    },
    retry: 'after-correction',
  },
  'request-pending': {
    status: 409,
    title: {
      sw: 'Mfumo huu una ombi linalosubiri jibu la e-GA',
      en: 'This system has a request that awaits e-GA',
    },
    retry: 'after-correction',
  },
  'own-request': {
    status: 403,
    title: {
      sw: 'Uliomba mwenyewe; afisa mwingine wa e-GA ndiye anayeamua',
      en: 'You asked for this yourself; another officer of e-GA decides',
    },
    retry: 'never',
  },
  'suspended-by-ega': {
    status: 403,
    title: {
      sw: 'e-GA ndiyo iliyomsimamisha mteja huyu, na ndiyo inayomrejesha',
      en: 'e-GA suspended this client, and e-GA gives it back',
    },
    retry: 'never',
  },
  'not-for-sandbox': {
    status: 409,
    title: {
      sw: 'Mfumo huu hauna mteja wa majaribio; mtengeneze kwanza',
      en: 'This system has no sandbox client; make one first',
    },
    retry: 'after-correction',
  },
  'reason-missing': {
    status: 422,
    title: {
      sw: 'Eleza sababu, kwa Kiswahili au kwa Kiingereza',
      en: 'Say why, in Swahili or in English',
    },
    retry: 'after-correction',
  },
})
