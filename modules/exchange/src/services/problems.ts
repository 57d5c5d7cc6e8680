import { defineProblems } from '@mtandao/problem'

/** Every way the life of a service says no. */
export const problem = defineProblems('services', {
  'not-found': {
    status: 404,
    title: { sw: 'Huduma haipo', en: 'There is no such service' },
    retry: 'never',
  },
  'version-not-found': {
    status: 404,
    title: { sw: 'Toleo hilo halipo', en: 'There is no such version' },
    retry: 'never',
  },
  'not-allowed': {
    status: 403,
    title: {
      sw: 'Wadhifa wako hauruhusu kubadili huduma',
      en: 'Your appointment does not allow changing services',
    },
    retry: 'never',
  },
  'system-unknown': {
    status: 422,
    title: {
      sw: 'Chagua mfumo wa taasisi yako uliosajiliwa',
      en: 'Choose a registered system of your institution',
    },
    retry: 'after-correction',
  },
  'name-taken': {
    status: 409,
    title: {
      sw: 'Mfumo huu una huduma nyingine yenye jina hilo fupi',
      en: 'This system has another service with that short name',
    },
    retry: 'after-correction',
  },
  'document-refused': {
    status: 422,
    title: { sw: 'Hati ina makosa', en: 'The document has faults' },
    retry: 'after-correction',
  },
  busy: {
    status: 503,
    title: {
      sw: 'Hati nyingi zinasomwa kwa sasa; jaribu tena baada ya dakika moja',
      en: 'Many documents are being read just now; try again in a minute',
    },
    retry: 'later',
  },
  'wrong-state': {
    status: 409,
    title: {
      sw: 'Hali ya sasa hairuhusu hatua hii',
      en: 'The present state does not allow this step',
    },
    retry: 'after-correction',
  },
  'suspended-by-ega': {
    status: 403,
    title: {
      sw: 'e-GA ndiyo iliyosimamisha huduma hii, na ndiyo inayoirejesha',
      en: 'e-GA suspended this service, and e-GA gives it back',
    },
    retry: 'never',
  },
  'endpoint-missing': {
    status: 409,
    title: {
      sw: 'Weka kwanza anuani ambayo basi litaita',
      en: 'First give the address that the bus is to call',
    },
    retry: 'after-correction',
  },
  'secret-missing': {
    status: 422,
    title: { sw: 'Weka siri', en: 'Give the secret' },
    retry: 'after-correction',
  },
  'changed-meanwhile': {
    status: 409,
    title: {
      sw: 'Rasimu au wanaoitumia wamebadilika tangu ulipoangalia; angalia tena kisha thibitisha',
      en: 'The draft or its consumers changed since you looked; look again, then confirm',
    },
    retry: 'after-correction',
  },
  'breaking-unconfirmed': {
    status: 422,
    title: {
      sw: 'Toleo hili linavunja matumizi ya sasa; thibitisha kwamba unajua',
      en: 'This version breaks present use; confirm that you know',
    },
    retry: 'after-correction',
  },
  'end-date-needed': {
    status: 422,
    title: {
      sw: 'Weka siku ya mwisho ya toleo la zamani, leo au baadaye',
      en: 'Give the last day of the old version, today or later',
    },
    retry: 'after-correction',
  },
  'still-used': {
    status: 409,
    title: {
      sw: 'Siku ya mwisho haijafika na kuna makubaliano yanayotumia huduma hii',
      en: 'The last day has not come, and there are agreements that use this service',
    },
    retry: 'after-correction',
  },
  'body-unreadable': {
    status: 422,
    title: { sw: 'Mwili wa ombi hausomeki', en: 'The request body cannot be read' },
    retry: 'after-correction',
  },
})
