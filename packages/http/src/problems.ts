import { defineProblems } from '@mtandao/problem'

/** Every way the edge says no, before a use case is asked. */
export const problem = defineProblems('http', {
  'not-found': {
    status: 404,
    title: { sw: 'Anuani hii haina kitu', en: 'There is nothing at this address' },
    retry: 'never',
  },
  'method-not-allowed': {
    status: 405,
    title: { sw: 'Njia hii haitumiki hapa', en: 'This method is not used here' },
    retry: 'never',
  },
  'sign-in-needed': {
    status: 401,
    title: { sw: 'Ingia kwanza', en: 'Sign in first' },
    retry: 'after-correction',
  },
  'not-for-you': {
    status: 403,
    title: { sw: 'Wadhifa wako hauruhusu hili', en: 'Your appointment does not allow this' },
    retry: 'never',
  },
  suspended: {
    status: 403,
    title: { sw: 'Akaunti yako imesimamishwa', en: 'Your account is suspended' },
    retry: 'never',
  },
  'input-invalid': {
    status: 422,
    title: { sw: 'Ulichotuma kina makosa', en: 'What was sent has faults' },
    retry: 'after-correction',
  },
  'body-too-large': {
    status: 413,
    title: { sw: 'Ulichotuma ni kikubwa mno', en: 'What was sent is too large' },
    retry: 'after-correction',
  },
  'body-unreadable': {
    status: 400,
    title: { sw: 'Ulichotuma hakisomeki', en: 'What was sent cannot be read' },
    retry: 'after-correction',
  },
  'foreign-form': {
    status: 403,
    title: {
      sw: 'Fomu hii haikutoka kwenye tovuti hii',
      en: 'This form did not come from this site',
    },
    retry: 'never',
  },
  'too-many-requests': {
    status: 429,
    title: { sw: 'Maombi ni mengi mno kwa sasa', en: 'Too many requests for now' },
    retry: 'later',
  },
  unavailable: {
    status: 503,
    title: { sw: 'Hifadhidata haipatikani kwa sasa', en: 'The database is away for now' },
    retry: 'later',
  },
  defect: {
    status: 500,
    title: { sw: 'Kuna hitilafu upande wetu', en: 'Something failed on our side' },
    retry: 'later',
  },
})
