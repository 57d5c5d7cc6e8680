import { defineProblems } from '@mtandao/problem'

/** Every way the register says no. */
export const problem = defineProblems('register', {
  'institution-not-found': {
    status: 404,
    title: { sw: 'Taasisi haipo kwenye rejista', en: 'Institution not found' },
    retry: 'never',
  },
  'institution-suspended': {
    status: 409,
    title: { sw: 'Taasisi imesimamishwa', en: 'The institution is suspended' },
    retry: 'never',
  },
  'system-not-found': {
    status: 404,
    title: { sw: 'Mfumo haupo kwenye rejista', en: 'System not found' },
    retry: 'never',
  },
  'system-code-taken': {
    status: 409,
    title: {
      sw: 'Taasisi yako ina mfumo mwingine wenye msimbo huu',
      en: 'Your institution has another system with this code',
    },
    retry: 'after-correction',
  },
})
