import { defineProblems } from '@mtandao/problem'

/** Every way facts say no. */
export const problem = defineProblems('facts', {
  'type-unknown': {
    status: 422,
    title: { sw: 'Aina hii ya taarifa haipo', en: 'There is no such type of fact' },
    retry: 'never',
  },
  'value-invalid': {
    status: 422,
    title: {
      sw: 'Thamani hailingani na aina ya taarifa',
      en: 'The value does not fit the type of the fact',
    },
    retry: 'after-correction',
  },
  'time-ahead': {
    status: 422,
    title: { sw: 'Wakati huu haujafika', en: 'This moment has not come' },
    retry: 'after-correction',
  },
  'declarations-waiting': {
    status: 409,
    title: {
      sw: 'Matangazo mia tano ya taasisi yanasubiri uthibitisho: subirini kwanza, au sahihisheni yaliyopo',
      en: 'Five hundred declarations of the institution wait for verification: wait for those first, or correct one',
    },
    retry: 'after-correction',
  },
  'not-declarable': {
    status: 422,
    title: {
      sw: 'Taarifa ya aina hii huonwa na mitambo yenyewe, haitangazwi',
      en: 'Facts of this type are seen by the machinery and not declared',
    },
    retry: 'never',
  },
  'evidence-wanted': {
    status: 422,
    title: { sw: 'Ambatisha ushahidi', en: 'Attach evidence' },
    retry: 'after-correction',
  },
  'evidence-not-found': {
    status: 404,
    title: { sw: 'Ushahidi haupo', en: 'Evidence not found' },
    retry: 'never',
  },
  'evidence-too-large': {
    status: 413,
    title: { sw: 'Faili ni kubwa kuliko MiB 10', en: 'The file is larger than 10 MiB' },
    retry: 'after-correction',
  },
  'evidence-full': {
    status: 409,
    title: {
      sw: 'Mafaili ya ushahidi ya taasisi yamefikia GiB 5: wasilianeni na e-GA',
      en: 'The institution’s evidence files have reached 5 GiB: speak to e-GA',
    },
    retry: 'never',
  },
  'evidence-type': {
    status: 415,
    title: {
      sw: 'Faili liwe PDF, PNG, JPEG, CSV au maandishi ya UTF-8',
      en: 'The file must be PDF, PNG, JPEG, CSV or UTF-8 text',
    },
    retry: 'after-correction',
  },
  // Nothing of ours failed while answering: the file is gone, its alarm is raised.
  'evidence-altered': {
    status: 410,
    title: {
      sw: 'Faili la ushahidi limebadilishwa au halipo; e-GA imearifiwa',
      en: 'The evidence file was altered or is missing; e-GA has been told',
    },
    retry: 'never',
  },
  'not-found': {
    status: 404,
    title: { sw: 'Taarifa haipo', en: 'Fact not found' },
    retry: 'never',
  },
  'not-yours': {
    status: 403,
    title: {
      sw: 'Wadhifa wako hauruhusu jambo hili',
      en: 'Your appointment does not allow this',
    },
    retry: 'never',
  },
  'reporter-verifies': {
    status: 403,
    title: {
      sw: 'Aliyetoa taarifa, au taasisi yake, hawezi kuithibitisha',
      en: 'Whoever reported it, or its institution, cannot verify it',
    },
    retry: 'never',
  },
  'not-verifiable': {
    status: 409,
    title: {
      sw: 'Ni taarifa iliyotangazwa tu inayothibitishwa',
      en: 'Only what was declared is verified',
    },
    retry: 'never',
  },
  'seen-by-machine': {
    status: 409,
    title: {
      sw: 'Taarifa hii ilionwa na mitambo; sahihisha chanzo chake',
      en: 'The machinery saw this; correct where it comes from',
    },
    retry: 'never',
  },
  superseded: {
    status: 409,
    title: {
      sw: 'Taarifa hii imeshasahihishwa au kuthibitishwa na nyingine',
      en: 'Another fact has already corrected or verified this one',
    },
    retry: 'never',
  },
})
