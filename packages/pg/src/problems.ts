import { defineProblems } from '@mtandao/problem'

export const problem = defineProblems('pg', {
  'server-too-old': {
    status: 503,
    title: { sw: 'PostgreSQL ni ya zamani mno', en: 'PostgreSQL is too old' },
    retry: 'after-correction',
  },
  'migration-changed': {
    status: 503,
    title: {
      sw: 'Hatua ya hifadhidata iliyokwisha kutumika imebadilishwa',
      en: 'A database migration that has been applied was changed',
    },
    retry: 'after-correction',
  },
  'migration-unknown': {
    status: 503,
    title: {
      sw: 'Hifadhidata ni ya toleo jipya kuliko programu hii',
      en: 'The database is of a later version than this program',
    },
    retry: 'after-correction',
  },
  'migration-misnumbered': {
    status: 503,
    title: {
      sw: 'Hatua za hifadhidata hazina namba mfululizo',
      en: 'Database migrations are not numbered without gaps',
    },
    retry: 'after-correction',
  },
})
