import { defineProblems } from '@mtandao/problem'

/** Every way agreements say no. */
export const problem = defineProblems('agreements', {
  'not-found': {
    status: 404,
    title: { sw: 'Makubaliano hayapo', en: 'Agreement not found' },
    retry: 'never',
  },
  'not-allowed': {
    status: 403,
    title: {
      sw: 'Wadhifa wako hauruhusu hatua hii',
      en: 'Your appointment does not allow this step',
    },
    retry: 'never',
  },
  'wrong-state': {
    status: 409,
    title: {
      sw: 'Hali ya sasa ya makubaliano hairuhusu hatua hii',
      en: 'The present state of the agreement does not allow this step',
    },
    retry: 'after-correction',
  },
  'not-awaited': {
    status: 409,
    title: {
      sw: 'Hatua hii haisubiriwi kwako sasa',
      en: 'This step is not awaited from you now',
    },
    retry: 'after-correction',
  },
  'same-person': {
    status: 409,
    title: {
      sw: 'Mtu mmoja hawezi kuidhinisha hatua mbili zinazofuatana, wala kwa niaba ya taasisi zote mbili',
      en: 'One person cannot approve two steps in a row, nor for both institutions',
    },
    retry: 'never',
  },
  'content-changed': {
    status: 409,
    title: {
      sw: 'Maudhui yamebadilika tangu uliposoma; soma tena kabla ya kuidhinisha',
      en: 'The content has changed since you read it; read it again before you approve',
    },
    retry: 'after-correction',
  },
  'other-side': {
    status: 403,
    title: {
      sw: 'Upande uliosimamisha, au e-GA, ndio unaoweza kurejesha',
      en: 'Only the side that suspended it, or e-GA, can resume it',
    },
    retry: 'never',
  },
  'no-such-service': {
    status: 422,
    title: {
      sw: 'Huduma hiyo haijachapishwa',
      en: 'That service is not published',
    },
    retry: 'after-correction',
  },
  'no-such-system': {
    status: 422,
    title: {
      sw: 'Mfumo huo si wa taasisi yako, au hautumiki',
      en: 'That system is not one of your institution in use',
    },
    retry: 'after-correction',
  },
  'own-service': {
    status: 422,
    title: {
      sw: 'Huduma hiyo ni ya taasisi yako; makubaliano huwa kati ya taasisi mbili',
      en: 'That service is your own; an agreement is between two institutions',
    },
    retry: 'after-correction',
  },
  'already-exists': {
    status: 409,
    title: {
      sw: 'Mfumo huu una makubaliano au ombi la huduma hii tayari',
      en: 'This system already has an agreement or a request for this service',
    },
    retry: 'after-correction',
  },
  'content-refused': {
    status: 422,
    title: { sw: 'Kuna sehemu ya kurekebisha', en: 'Something needs correcting' },
    retry: 'after-correction',
  },
  'too-early': {
    status: 422,
    title: {
      sw: 'Muda wa kuomba uhuishaji bado haujafika',
      en: 'It is too early to ask for a renewal',
    },
    retry: 'later',
  },
  'nothing-changed': {
    status: 422,
    title: {
      sw: 'Hakuna kilichobadilika ikilinganishwa na makubaliano yaliyopo',
      en: 'Nothing is different from the agreement in force',
    },
    retry: 'after-correction',
  },
})
