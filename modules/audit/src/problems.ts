import { defineProblems } from '@mtandao/problem'

/** Every way the audit log says no. */
export const problem = defineProblems('audit', {
  'sign-in-needed': {
    status: 401,
    title: { sw: 'Ingia kwanza', en: 'Sign in first' },
    retry: 'after-correction',
  },
  'not-for-you': {
    status: 403,
    title: {
      sw: 'Kumbukumbu hii husomwa na wakaguzi na wahusika wa taasisi',
      en: 'This log is read by auditors and by the officers of the institutions concerned',
    },
    retry: 'never',
  },
  'act-not-found': {
    status: 404,
    title: { sw: 'Hakuna kitendo kama hicho', en: 'There is no such act' },
    retry: 'never',
  },
  'tile-not-found': {
    status: 404,
    title: { sw: 'Hakuna faili kama hilo la kumbukumbu', en: 'The log has no such file' },
    retry: 'never',
  },
  'not-in-log-yet': {
    status: 409,
    title: {
      sw: 'Kitendo hiki bado hakijaingia kwenye kumbukumbu iliyotiwa saini',
      en: 'This act is not in the signed log yet',
    },
    retry: 'later',
  },
})
