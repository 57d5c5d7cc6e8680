import type { Messages } from '@mtandao/ui'

export const messages = {
  'in.title': { sw: 'Ingia', en: 'Sign in' },
  'in.lead': {
    sw: 'Kwa watumishi wa taasisi za umma walioalikwa na Mkuu wa Taasisi yao au e-GA.',
    en: 'For officers of public institutions who were invited by their head of institution or by e-GA.',
  },
  'in.email': { sw: 'Barua pepe', en: 'E-mail address' },
  'in.password': { sw: 'Nenosiri', en: 'Password' },
  'in.submit': { sw: 'Endelea', en: 'Continue' },
  'in.forgot': { sw: 'Umesahau nenosiri?', en: 'Forgotten the password?' },
  'in.other': { sw: 'Njia nyingine za kuingia', en: 'Other ways to sign in' },
  'in.passkey': { sw: 'Ingia kwa ufunguo wa kifaa (passkey)', en: 'Sign in with a passkey' },
  'in.passkey.hint': {
    sw: 'Ufunguo wa kifaa unahitaji JavaScript na kivinjari kinachoukubali. Bila hivyo, tumia nenosiri na msimbo.',
    en: 'A passkey needs JavaScript and a browser that knows passkeys. Otherwise use password and code.',
  },
  'in.passkey.failed': {
    sw: 'Ufunguo wa kifaa haukukubaliwa. Jaribu tena, au tumia nenosiri na msimbo.',
    en: 'The passkey was not accepted. Try again, or use password and code.',
  },
  'in.institution': { sw: 'Ingia kupitia taasisi yako', en: 'Sign in through your institution' },
  'in.failed.institution': {
    sw: 'Taasisi yako haikuthibitisha mtu aliyeteuliwa kwenye mfumo huu. Ingia kwa nenosiri, au mwambie Mkuu wa Taasisi yako.',
    en: 'Your institution did not vouch for anybody who is appointed here. Sign in with your password, or ask your head of institution.',
  },
  'in.failed.away': {
    sw: 'Mfumo wa kuingia wa taasisi yako haupatikani kwa sasa. Ingia kwa nenosiri, au jaribu baadaye.',
    en: 'Your institution’s sign-in cannot be reached for now. Sign in with your password, or try later.',
  },
  'in.failed.locked': {
    sw: 'Umejaribu mara nyingi mno. Subiri dakika 15 kisha ujaribu tena.',
    en: 'Too many attempts. Wait 15 minutes and try again.',
  },
  'in.already': { sw: 'Umeshaingia kama {name}.', en: 'You are signed in as {name}.' },
  'in.toDesk': { sw: 'Nenda kwenye dawati lako', en: 'Go to your desk' },
  'in.noAppointment': {
    sw: 'Umeingia kama {name}, lakini huna uteuzi wowote unaoendelea. Mwombe Mkuu wa Taasisi yako akualike, au toka.',
    en: 'You are signed in as {name}, but no appointment of yours is in force. Ask your head of institution to invite you, or sign out.',
  },
  'in.finish': {
    sw: 'Umeanza kuingia kama {name}; bado hatua moja.',
    en: 'You have begun to sign in as {name}; one step is left.',
  },
  'in.toCode': { sw: 'Weka msimbo', en: 'Enter the code' },
  'in.toEnrol': { sw: 'Weka kithibitishaji', en: 'Set up the authenticator' },
  'out.button': { sw: 'Toka', en: 'Sign out' },
  'out.done': { sw: 'Umetoka.', en: 'You have signed out.' },

  'demo.title': { sw: 'Akaunti za nchi ya mfano', en: 'Accounts of the demo country' },
  'demo.text': {
    sw: 'Akaunti hizi zipo kwenye nchi ya mfano tu: watu ni wa kubuni, nenosiri lao ni la wazi, na hakuna hatua ya pili. Kwenye mfumo halisi hazipo.',
    en: 'These accounts exist in the demo country only: the people are invented, their password is public and there is no second step. The real system has none of them.',
  },
  'demo.password': { sw: 'Nenosiri la wote:', en: 'The password of all:' },
  'demo.as': { sw: 'Ingia kama {name}', en: 'Sign in as {name}' },
  'demo.mail': {
    sw: 'Barua zilizotumwa katika nchi ya mfano',
    en: 'Letters sent in the demo country',
  },

  'code.title': { sw: 'Weka msimbo', en: 'Enter the code' },
  'code.lead': {
    sw: 'Fungua programu yako ya kithibitishaji uandike tarakimu sita zinazoonekana sasa.',
    en: 'Open your authenticator app and write the six digits that it shows now.',
  },
  'code.label': { sw: 'Msimbo wa tarakimu sita', en: 'Six-digit code' },
  'code.hint': {
    sw: 'Huna simu karibu? Andika moja ya misimbo yako ya akiba; kila mmoja unatumika mara moja.',
    en: 'No phone at hand? Write one of your recovery codes; each works once.',
  },
  'code.submit': { sw: 'Ingia', en: 'Sign in' },
  'code.lost': {
    sw: 'Umepoteza simu na misimbo ya akiba? Mkuu wa Taasisi yako au afisa wa e-GA anaweza kukupa kiungo cha kuanza upya.',
    en: 'Lost both phone and recovery codes? Your head of institution or an e-GA officer can give you a link to start anew.',
  },
  'code.restart': { sw: 'Anza kuingia upya', en: 'Start signing in again' },

  'enrol.title': { sw: 'Weka kithibitishaji', en: 'Set up the authenticator' },
  'enrol.lead': {
    sw: 'Kila anayeingia huthibitishwa mara mbili: kwa nenosiri, na kwa msimbo unaotolewa na programu kwenye simu yako.',
    en: 'Everybody proves themselves twice: by the password, and by a code from an app on their phone.',
  },
  'enrol.app': {
    sw: 'Fungua programu ya kithibitishaji (TOTP) kwenye simu. Kama huna, sakinisha moja kwanza; yoyote inafaa.',
    en: 'Open an authenticator (TOTP) app on your phone. If you have none, install one first; any will do.',
  },
  'enrol.scan': {
    sw: 'Piga picha mchoro huu kwa programu hiyo.',
    en: 'Scan this picture with the app.',
  },
  'enrol.qr': {
    sw: 'Mchoro wa QR wenye siri ya kithibitishaji; siri ile ile imeandikwa chini yake.',
    en: 'QR code with the secret of the authenticator; the same secret is written below.',
  },
  'enrol.typed': {
    sw: 'Huwezi kupiga picha? Andika siri hii kwenye programu (aina: kwa muda, TOTP):',
    en: 'Cannot scan? Type this secret into the app (kind: time-based, TOTP):',
  },
  'enrol.secret': { sw: 'Siri ya kithibitishaji', en: 'Secret of the authenticator' },
  'enrol.open': { sw: 'Fungua kwenye programu ya simu hii', en: 'Open in an app on this phone' },
  'enrol.code': { sw: 'Msimbo unaoonekana sasa', en: 'The code that it shows now' },
  'enrol.submit': { sw: 'Thibitisha', en: 'Confirm' },
  'enrol.begin': { sw: 'Anza', en: 'Begin' },
  'enrol.begin.text': {
    sw: 'Andika nenosiri lako kuanza. Kithibitishaji cha zamani, kama kipo, hakitatumika tena.',
    en: 'Write your password to begin. A former authenticator, if there is one, will no longer work.',
  },

  'codes.title': { sw: 'Misimbo ya akiba', en: 'Recovery codes' },
  'codes.lead': {
    sw: 'Ukipoteza simu, mmoja wa misimbo hii unatosha kuingia. Ihifadhi mahali salama nje ya kompyuta hii: haitaonyeshwa tena.',
    en: 'If you lose your phone, one of these codes lets you in. Keep them in a safe place outside this computer: they are not shown again.',
  },
  'codes.label': { sw: 'Misimbo ya akiba', en: 'Recovery codes' },
  'codes.kept': { sw: 'Nimeihifadhi, endelea', en: 'I have kept them, go on' },
  'codes.done': { sw: 'Karibu. Uko tayari kuanza kazi.', en: 'Welcome. You are ready to work.' },
  'codes.gone': {
    sw: 'Misimbo hii ilishaonyeshwa. Kama umeipoteza, tengeneza mipya kwenye akaunti yako.',
    en: 'These codes were shown already. If you lost them, make new ones in your account.',
  },

  'invitation.title': { sw: 'Umealikwa', en: 'You are invited' },
  'invitation.by': { sw: 'Aliyekualika', en: 'Invited by' },
  'invitation.institution': { sw: 'Taasisi', en: 'Institution' },
  'invitation.role': { sw: 'Wadhifa', en: 'Role' },
  'invitation.email': { sw: 'Barua pepe yako', en: 'Your e-mail address' },
  'invitation.until': { sw: 'Kiungo kinatumika hadi', en: 'The link works until' },
  'invitation.name': { sw: 'Jina lako kamili', en: 'Your full name' },
  'invitation.password': { sw: 'Chagua nenosiri', en: 'Choose a password' },
  'invitation.password.hint': {
    sw: 'Angalau herufi 12. Maneno manne yasiyohusiana ni mazuri na rahisi kukumbuka.',
    en: 'At least 12 characters. Four unrelated words are good and easy to remember.',
  },
  'invitation.submit': { sw: 'Kubali na endelea', en: 'Accept and continue' },
  'invitation.next': {
    sw: 'Hatua inayofuata: kuweka programu ya kithibitishaji kwenye simu yako.',
    en: 'The next step: setting up an authenticator app on your phone.',
  },
  'invitation.exists': {
    sw: 'Barua pepe hii tayari ina akaunti. Ingia kwanza, kisha ukubali mwaliko hapa.',
    en: 'This e-mail address has an account already. Sign in first, then accept here.',
  },
  'invitation.signIn': { sw: 'Ingia ili ukubali', en: 'Sign in to accept' },
  'invitation.accept': { sw: 'Kubali mwaliko', en: 'Accept the invitation' },
  'invitation.accepted': { sw: 'Uteuzi umepokelewa.', en: 'The appointment is accepted.' },
  'invitation.other': {
    sw: 'Umeingia kama {name}, lakini mwaliko huu ni wa mtu mwingine. Toka kwanza.',
    en: 'You are signed in as {name}, but this invitation is for somebody else. Sign out first.',
  },
  'invitation.step.name': { sw: 'Jina na nenosiri', en: 'Name and password' },
  'invitation.step.app': { sw: 'Kithibitishaji', en: 'Authenticator' },
  'invitation.step.codes': { sw: 'Misimbo ya akiba', en: 'Recovery codes' },
  'step.done': { sw: 'imekamilika', en: 'done' },
  'step.now': { sw: 'sasa', en: 'now' },
  'step.later': { sw: 'baadaye', en: 'later' },

  'recover.title': { sw: 'Nenosiri jipya', en: 'New password' },
  'recover.lead': {
    sw: 'Andika barua pepe yako. Kama ina akaunti, tutatuma kiungo cha kuweka nenosiri jipya, kinachotumika kwa saa moja.',
    en: 'Write your e-mail address. If it has an account, a link to set a new password is sent; it works for one hour.',
  },
  'recover.noMail': {
    sw: 'Mfumo huu bado hautumi barua pepe. Mwombe Mkuu wa Taasisi yako au afisa wa e-GA akupe kiungo.',
    en: 'This system does not send letters yet. Ask your head of institution or an e-GA officer for a link.',
  },
  'recover.submit': { sw: 'Nitumie kiungo', en: 'Send me a link' },
  'recover.sent': {
    sw: 'Kama barua pepe hiyo ina akaunti, kiungo kimetumwa. Angalia pia folda ya barua taka.',
    en: 'If that address has an account, a link is on its way. Look into the spam folder too.',
  },
  'recover.for': { sw: 'Nenosiri jipya la {email}', en: 'A new password for {email}' },
  'recover.resets': {
    sw: 'Kiungo hiki kinafuta pia kithibitishaji, funguo za kifaa na tokeni zako; utaweka kithibitishaji kipya baada ya hapa.',
    en: 'This link also removes your authenticator, passkeys and tokens; you will set up a new authenticator next.',
  },
  'recover.password': { sw: 'Nenosiri jipya', en: 'New password' },
  'recover.save': { sw: 'Hifadhi nenosiri', en: 'Save the password' },
  'recover.saved': {
    sw: 'Nenosiri limebadilishwa, na vikao vyako vyote vimefungwa.',
    en: 'The password is changed, and all your sessions are ended.',
  },
} as const satisfies Messages
