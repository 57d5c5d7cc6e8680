import { defineProblems } from '@mtandao/problem'

export const problem = defineProblems('directives', {
  'not-computed': {
    status: 503,
    title: {
      sw: 'Matokeo yanahesabiwa; jaribu tena baada ya sekunde chache',
      en: 'Results are being worked out; try again in a few seconds',
    },
    retry: 'later',
  },
  'not-yours': {
    status: 403,
    title: { sw: 'Wadhifa wako hauruhusu jambo hili', en: 'Your appointment does not allow this' },
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
  'title-missing': {
    status: 422,
    title: {
      sw: 'Elekezo lisilotokana na azimio linahitaji jina lake',
      en: 'A directive without a resolution needs a title of its own',
    },
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
  busy: {
    status: 503,
    title: {
      sw: 'Jedwali jingine linahesabiwa sasa; jaribu tena baada ya sekunde chache',
      en: 'Another table is being worked out; try again in a few seconds',
    },
    retry: 'later',
  },
  'quarter-closed-to-publishing': {
    status: 422,
    title: {
      sw: 'Chagua robo ya sasa au mojawapo ya nne zilizopita',
      en: 'Choose the present quarter or one of the last four',
    },
    retry: 'after-correction',
  },
  'draft-not-shown': {
    status: 409,
    title: {
      sw: 'Rasimu imebadilika tangu ulipoona nani atabadilika: angalia tena kabla ya kuchapisha',
      en: 'The draft has changed since you saw whom it concerns: look again before publishing',
    },
    retry: 'after-correction',
  },
  'setting-twice': {
    status: 422,
    title: {
      sw: 'Kiwango hiki hakimo kwenye kanuni zilizochaguliwa, au kina thamani mbili za siku moja',
      en: 'None of these rules has this setting, or it has two values of one day',
    },
    retry: 'after-correction',
  },
  'step-not-now': {
    status: 409,
    title: {
      sw: 'Hatua hii haiwezekani kazi ilipofikia',
      en: 'This step is not possible where the work stands',
    },
    retry: 'after-correction',
  },
  'reporter-closes': {
    status: 403,
    title: {
      sw: 'Aliyewasilisha, au mtu wa taasisi hiyo, hapitii wala hafungi kazi hiyo',
      en: 'Whoever submitted it, or belongs to that institution, neither reviews nor closes it',
    },
    retry: 'never',
  },
  'not-met-yet': {
    status: 409,
    title: {
      sw: 'Hufungwa matokeo yakiwa «imetekelezwa»: kwanza ushahidi uthibitishwe',
      en: 'It is closed once the result is “met”: evidence is verified first',
    },
    retry: 'after-correction',
  },
  'words-missing': {
    status: 422,
    title: { sw: 'Eleza sababu', en: 'Say why' },
    retry: 'after-correction',
  },
  'seen-not-said': {
    status: 422,
    title: {
      sw: 'Hili huonwa na mitambo yenyewe; halitangazwi. Fuata kiungo cha hatua inayofuata',
      en: 'The machinery sees this by itself; it is not declared. Follow the link of the next step',
    },
    retry: 'never',
  },
  'day-ahead': {
    status: 422,
    title: { sw: 'Siku hii haijafika', en: 'This day has not come' },
    retry: 'after-correction',
  },
  'replies-waiting': {
    status: 409,
    title: {
      sw: 'Maelezo matano yanasubiri jibu la e-GA: subirini kwanza',
      en: 'Five replies wait for e-GA’s answer: wait for those first',
    },
    retry: 'after-correction',
  },
  'report-ahead': {
    status: 422,
    title: {
      sw: 'Taarifa ya utekelezaji haiwezi kuwa ya wakati ambao haujafika',
      en: 'There is no report of a time to come',
    },
    retry: 'after-correction',
  },
  'no-rules-then': {
    status: 422,
    title: {
      sw: 'Siku hiyo hapakuwa na kanuni za tathmini zinazotumika',
      en: 'On that day no rule set was in force',
    },
    retry: 'after-correction',
  },
  'reports-busy': {
    status: 503,
    title: {
      sw: 'Taarifa nyingi za utekelezaji zinaandaliwa kwa sasa; jaribu tena baada ya dakika moja',
      en: 'Many reports are being made; try again in a minute',
    },
    retry: 'later',
  },
})
