import { defineProblems } from '@mtandao/problem'

/** Every way the viewer says no. */
export const problem = defineProblems('viewer', {
  'exchange-not-found': {
    status: 404,
    title: { sw: 'Muamala haupo', en: 'There is no such exchange' },
    retry: 'never',
  },
  'institution-not-found': {
    status: 404,
    title: { sw: 'Taasisi haipo', en: 'There is no such institution' },
    retry: 'never',
  },
  'time-reversed': {
    status: 422,
    title: {
      sw: 'Siku ya kuanzia iko baada ya siku ya mwisho',
      en: 'The first day is after the last',
    },
    retry: 'after-correction',
  },
  'search-too-wide': {
    status: 422,
    title: {
      sw: 'Utafutaji huu ni mpana mno; punguza siku au ongeza kichujio',
      en: 'This search is too wide; take fewer days or add a filter',
    },
    retry: 'after-correction',
  },
  'receipt-not-here': {
    status: 404,
    title: {
      sw: 'Hakuna nodi ya basi iliyo na ushahidi wa muamala huu kwa sasa',
      en: 'No gateway has the evidence of this exchange now',
    },
    retry: 'later',
  },
  'receipt-unavailable': {
    status: 503,
    title: {
      sw: 'Nodi ya basi yenye ushahidi haifikiki kwa sasa',
      en: 'The gateway that holds the evidence cannot be reached now',
    },
    retry: 'later',
  },
})
