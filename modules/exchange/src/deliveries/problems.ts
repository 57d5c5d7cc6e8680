import { defineProblems } from '@mtandao/problem'

/** Every way failed deliveries say no. */
export const problem = defineProblems('deliveries', {
  'not-found': {
    status: 404,
    title: { sw: 'Uwasilishaji huo haupo', en: 'There is no such delivery' },
    retry: 'never',
  },
  'not-yours-to-decide': {
    status: 403,
    title: {
      sw: 'Uamuzi huu ni wa afisa TEHAMA wa taasisi husika',
      en: 'This is decided by an ICT officer of an institution concerned',
    },
    retry: 'never',
  },
  'body-not-yours': {
    status: 403,
    title: {
      sw: 'Maudhui huonwa na afisa TEHAMA wa taasisi iliyoyaandika pekee',
      en: 'The content is shown only to an ICT officer of the institution that wrote it',
    },
    retry: 'never',
  },
  'body-gone': {
    status: 410,
    title: { sw: 'Maudhui hayapo tena', en: 'The content is no longer there' },
    retry: 'never',
  },
  'changed-meanwhile': {
    status: 409,
    title: {
      sw: 'Hali imebadilika tangu uangalie; hakuna kilichofanyika',
      en: 'It changed since you looked; nothing was done',
    },
    retry: 'after-correction',
  },
  'count-changed': {
    status: 409,
    title: {
      sw: 'Idadi imebadilika tangu ihesabiwe; hakuna kilichotumwa',
      en: 'The count changed since the dry run; nothing was sent',
    },
    retry: 'after-correction',
  },
  'too-many': {
    status: 422,
    title: {
      sw: 'Ni nyingi kupita kiasi kwa mara moja; punguza kwa kuchagua sababu au mpokeaji',
      en: 'Too many at once; narrow by cause or receiver',
    },
    retry: 'after-correction',
  },
  'nothing-to-send': {
    status: 422,
    title: { sw: 'Hakuna cha kutuma tena', en: 'There is nothing to send again' },
    retry: 'never',
  },
  'gateway-away': {
    status: 503,
    title: {
      sw: 'Foleni ya basi haifikiki kwa sasa',
      en: 'The queue of the bus cannot be reached now',
    },
    retry: 'later',
  },
})
