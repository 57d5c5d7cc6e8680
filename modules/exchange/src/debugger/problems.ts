import { defineProblems } from '@mtandao/problem'

/** Every way the signature debugger says no. */
export const problem = defineProblems('debugger', {
  'private-key': {
    status: 422,
    title: {
      sw: 'Umebandika ufunguo wa siri. Haukuhifadhiwa popote, lakini usiutumie tena: tengeneza mwingine na uubadilishe kwenye basi',
      en: 'You pasted a private key. It was kept nowhere, but use it no more: make another and replace it on the bus',
    },
    retry: 'after-correction',
  },
  'nothing-pasted': {
    status: 422,
    title: { sw: 'Bandika ombi au chagua faili', en: 'Paste a request or choose a file' },
    retry: 'after-correction',
  },
  'too-large': {
    status: 413,
    title: { sw: 'Ombi ni kubwa kuliko KiB 256', en: 'The request is larger than 256 KiB' },
    retry: 'after-correction',
  },
  'not-base64': {
    status: 422,
    title: { sw: 'Ombi si base64 sahihi', en: 'The request is not base64' },
    retry: 'after-correction',
  },
  'key-needed': {
    status: 422,
    title: {
      sw: 'Chagua mfumo (client), au bandika ufunguo wa wazi',
      en: 'Choose a client, or paste a public key',
    },
    retry: 'after-correction',
  },
  'client-not-found': {
    status: 404,
    title: { sw: 'Mfumo (client) huo haupo', en: 'There is no such client' },
    retry: 'after-correction',
  },
  'key-unreadable': {
    status: 422,
    title: { sw: 'Ufunguo wa wazi hausomeki', en: 'The public key cannot be read' },
    retry: 'after-correction',
  },
  'request-unreadable': {
    status: 422,
    title: {
      sw: 'Kichwa cha ombi hakisomeki',
      en: 'The head of the request cannot be read',
    },
    retry: 'after-correction',
  },
  busy: {
    status: 503,
    title: {
      sw: 'Uchunguzi mwingine unaendelea; jaribu tena baada ya muda mfupi',
      en: 'Others are being examined; try again in a moment',
    },
    retry: 'later',
  },
})
