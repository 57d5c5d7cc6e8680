import { defineProblems } from '@mtandao/problem'

/** Every way identity says no. */
export const problem = defineProblems('identity', {
  'wrong-credentials': {
    status: 422,
    title: {
      sw: 'Barua pepe au nenosiri si sahihi',
      en: 'The e-mail address or the password is wrong',
    },
    retry: 'after-correction',
  },
  'wrong-password': {
    status: 422,
    title: { sw: 'Nenosiri si sahihi', en: 'The password is wrong' },
    retry: 'after-correction',
  },
  'wrong-code': {
    status: 422,
    title: { sw: 'Msimbo si sahihi au umeshatumika', en: 'The code is wrong or was used before' },
    retry: 'after-correction',
  },
  locked: {
    status: 429,
    title: { sw: 'Umejaribu mara nyingi mno', en: 'Tried too many times' },
    retry: 'later',
  },
  'challenge-over': {
    status: 409,
    title: {
      sw: 'Muda wa kuweka msimbo umeisha; ingia upya',
      en: 'The time for the code is over; sign in again',
    },
    retry: 'never',
  },
  'weak-password': {
    status: 422,
    title: { sw: 'Nenosiri hili ni rahisi kukisia', en: 'This password is easy to guess' },
    retry: 'after-correction',
  },
  missing: {
    status: 422,
    title: { sw: 'Jaza sehemu hii', en: 'Fill this in' },
    retry: 'after-correction',
  },
  'link-over': {
    status: 404,
    title: { sw: 'Kiungo hiki hakitumiki tena', en: 'This link is no longer good' },
    retry: 'never',
  },
  'account-exists': {
    status: 409,
    title: {
      sw: 'Barua pepe hii tayari ina akaunti; ingia kwanza',
      en: 'This e-mail address already has an account; sign in first',
    },
    retry: 'never',
  },
  'not-your-invitation': {
    status: 403,
    title: { sw: 'Mwaliko huu ni wa mtu mwingine', en: 'This invitation is for somebody else' },
    retry: 'never',
  },
  'not-found': {
    status: 404,
    title: { sw: 'Haipo', en: 'Not found' },
    retry: 'never',
  },
  'role-not-yours-to-give': {
    status: 422,
    title: { sw: 'Huwezi kuteua mtu kwenye wadhifa huu', en: 'You cannot appoint to this role' },
    retry: 'after-correction',
  },
  'not-yourself': {
    status: 422,
    title: {
      sw: 'Huwezi kujiteua wala kujisimamisha mwenyewe',
      en: 'Nobody appoints or suspends himself',
    },
    retry: 'after-correction',
  },
  'already-appointed': {
    status: 409,
    title: { sw: 'Tayari ana wadhifa huu', en: 'Already appointed to this' },
    retry: 'after-correction',
  },
  'last-head': {
    status: 409,
    title: {
      sw: 'Taasisi haiwezi kubaki bila mkuu; teua mwingine kwanza',
      en: 'An institution is never left without its head; appoint another first',
    },
    retry: 'after-correction',
  },
  'last-ega-officer': {
    status: 409,
    title: { sw: 'Lazima abaki afisa mmoja wa e-GA', en: 'One e-GA officer must remain' },
    retry: 'after-correction',
  },
  'suspended-by-ega': {
    status: 403,
    title: {
      sw: 'e-GA ndiyo iliyosimamisha uteuzi huu, na ndiyo inayourejesha',
      en: 'e-GA suspended this appointment, and e-GA gives it back',
    },
    retry: 'never',
  },
  'not-in-force': {
    status: 409,
    title: { sw: 'Uteuzi huu haupo tena', en: 'This appointment is not in force' },
    retry: 'never',
  },
  'ega-decides': {
    status: 403,
    title: {
      sw: 'Mtu huyu anahudumu kwingine pia; afisa wa e-GA ndiye anayeweza',
      en: 'This person serves elsewhere too; only an e-GA officer can do this',
    },
    retry: 'never',
  },
  'institution-unknown': {
    status: 422,
    title: {
      sw: 'Taasisi hii haipo kwenye rejista',
      en: 'This institution is not on the register',
    },
    retry: 'after-correction',
  },
  'dates-crossed': {
    status: 422,
    title: { sw: 'Siku ya mwisho iko kabla ya ya kwanza', en: 'The last day is before the first' },
    retry: 'after-correction',
  },
  'too-many': {
    status: 409,
    title: { sw: 'Umefikia idadi ya juu', en: 'There are as many as there may be' },
    retry: 'after-correction',
  },
  'provider-away': {
    status: 502,
    title: {
      sw: 'Mfumo wa kuingia wa taasisi haupatikani',
      en: 'The institution’s sign-in cannot be reached',
    },
    retry: 'later',
  },
  'provider-invalid': {
    status: 422,
    title: {
      sw: 'Anuani hii si ya mtoa huduma wa OpenID Connect',
      en: 'There is no OpenID Connect provider at this address',
    },
    retry: 'after-correction',
  },
  'admin-exists': {
    status: 409,
    title: { sw: 'Tayari yupo afisa wa e-GA', en: 'There is an e-GA officer already' },
    retry: 'never',
  },
})
