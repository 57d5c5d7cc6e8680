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
  'institution-taken': {
    status: 409,
    title: {
      sw: 'Kuna taasisi nyingine yenye kitambulisho au anuani hii ya GovESB',
      en: 'Another institution has this id or this bus address',
    },
    retry: 'after-correction',
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
  'record-missing': {
    status: 409,
    title: {
      sw: 'Rekodi ya mfumo huu haijajazwa; anza na sehemu ya lengo',
      en: 'The record of this system is not filled yet; begin with its purpose',
    },
    retry: 'never',
  },
  'record-changed': {
    status: 409,
    title: {
      sw: 'Mtu mwingine amebadilisha rekodi hii ulipokuwa ukiandika. Linganisha, kisha hifadhi tena.',
      en: 'Somebody changed this record while you were writing. Compare, then save again.',
    },
    retry: 'after-correction',
  },
  'not-yours': {
    status: 403,
    title: {
      sw: 'Wadhifa wako hauruhusu kubadilisha rejista hii',
      en: 'Your appointment does not allow you to change this register',
    },
    retry: 'never',
  },
  'not-listed': {
    status: 422,
    title: { sw: 'Chagua kutoka kwenye orodha', en: 'Choose from the list' },
    retry: 'after-correction',
  },
  'date-order': {
    status: 422,
    title: { sw: 'Tarehe hazifuatani', en: 'The dates are out of order' },
    retry: 'after-correction',
  },
  'date-ahead': {
    status: 422,
    title: {
      sw: 'Tarehe hii haijafika; andika badiliko siku litakapoanza',
      en: 'This day has not come; record the change when it takes effect',
    },
    retry: 'after-correction',
  },
  'own-parent': {
    status: 422,
    title: {
      sw: 'Taasisi haiwezi kuwa chini yake yenyewe',
      en: 'An institution cannot be under itself',
    },
    retry: 'after-correction',
  },
  'not-found': {
    status: 404,
    title: { sw: 'Rekodi haipo', en: 'Record not found' },
    retry: 'never',
  },
  'office-taken': {
    status: 409,
    title: {
      sw: 'Kamati ina mwenyekiti au katibu tayari; kwanza weka tarehe ya mwisho ya aliyepo',
      en: 'The committee has a chair or secretary already; first end the present one',
    },
    retry: 'after-correction',
  },
  'committee-exists': {
    status: 409,
    title: {
      sw: 'Taasisi ina kamati hii tayari',
      en: 'The institution has this committee already',
    },
    retry: 'after-correction',
  },
  'site-taken': {
    status: 409,
    title: { sw: 'Kuna kituo chenye jina hili', en: 'There is a data centre of this name' },
    retry: 'after-correction',
  },
  'file-unreadable': {
    status: 422,
    title: { sw: 'Faili halisomeki kama CSV', en: 'The file cannot be read as CSV' },
    retry: 'after-correction',
  },
  'import-moved': {
    status: 409,
    title: {
      sw: 'Rejista imebadilika tangu majaribio haya yafanyike. Hakuna kilichobadilishwa; pakia faili tena.',
      en: 'The register has changed since this dry run. Nothing was changed; upload the file again.',
    },
    retry: 'never',
  },
})
