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
  'number-taken': {
    status: 409,
    title: { sw: 'Namba hii imetumika tayari', en: 'This number is taken' },
    retry: 'after-correction',
  },
  'not-accepted': {
    status: 409,
    title: {
      sw: 'Azimio halijapokelewa bado na mwenye mamlaka',
      en: 'No office-holder has accepted the resolution yet',
    },
    retry: 'after-correction',
  },
  'already-accepted': {
    status: 409,
    title: { sw: 'Azimio limepokelewa tayari', en: 'The resolution is accepted already' },
    retry: 'never',
  },
  'already-issued': {
    status: 409,
    title: { sw: 'Elekezo hili limetolewa tayari', en: 'This directive is issued already' },
    retry: 'after-correction',
  },
  'already-ended': {
    status: 409,
    title: { sw: 'Wajibu huu una mwisho tayari', en: 'This obligation has an end already' },
    retry: 'never',
  },
  'institution-unknown': {
    status: 422,
    title: { sw: 'Taasisi haipo kwenye rejista', en: 'No such institution in the register' },
    retry: 'after-correction',
  },
  'addressees-too-long': {
    status: 422,
    title: {
      sw: 'Orodha ya wanaowajibika ni ndefu mno',
      en: 'What says who owes is too long',
    },
    retry: 'after-correction',
  },
})
