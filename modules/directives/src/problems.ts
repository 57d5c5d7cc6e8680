import { defineProblems } from '@mtandao/problem'

export const problem = defineProblems('directives', {
  'not-yours': {
    status: 403,
    title: { sw: 'Hii ni kazi ya wengine', en: 'This is others’ work' },
    retry: 'never',
  },
  'not-found': {
    status: 404,
    title: { sw: 'Haipatikani', en: 'Not found' },
    retry: 'never',
  },
  'issued-later': {
    status: 409,
    title: {
      sw: 'Elekezo lilitolewa tena baadaye',
      en: 'The directive was issued again on a later day',
    },
    retry: 'after-correction',
  },
  'rule-unknown': {
    status: 422,
    title: { sw: 'Toleo la kanuni ya tathmini halipo', en: 'No such version of a rule' },
    retry: 'after-correction',
  },
  'version-taken': {
    status: 409,
    title: {
      sw: 'Toleo linalofuata la kanuni za tathmini ni lingine',
      en: 'The next version of the rule set is another',
    },
    retry: 'after-correction',
  },
  'reason-missing': {
    status: 422,
    title: {
      sw: 'Jedwali limechapishwa tayari: eleza sababu ya toleo jipya',
      en: 'The table is published already: say why there is another edition',
    },
    retry: 'after-correction',
  },
  'days-in-past': {
    status: 422,
    title: { sw: 'Siku zimepita au zimepinduka', en: 'The days are past or the wrong way round' },
    retry: 'after-correction',
  },
  'already-answered': {
    status: 409,
    title: { sw: 'Limejibiwa tayari', en: 'Answered already' },
    retry: 'never',
  },
})
