import type { Messages } from '@mtandao/ui'

/** Words of the guided path. */
export const messages = {
  'join.title': { sw: 'Jiunge na GovESB', en: 'Join GovESB' },
  'join.lead': {
    sw: 'Hatua sita kutoka mfumo uliosajiliwa hadi kubadilishana taarifa halisi. Za kwanza nne hazihitaji idhini ya mtu yeyote.',
    en: 'Six steps from a registered system to exchanging real information. The first four need nobody’s approval.',
  },
  'join.systems': { sw: 'Mifumo ya taasisi yako', en: 'Systems of your institution' },
  'join.system': { sw: 'Mfumo', en: 'System' },
  'join.standing': { sw: 'Umefikia', en: 'Where it stands' },
  'join.do': { sw: 'Hatua', en: 'Action' },
  'join.go': { sw: 'Endelea na mfumo huu', en: 'Go on with this system' },
  'join.none': {
    sw: 'Taasisi yako haina mfumo uliosajiliwa. Sajili mfumo wa kwanza; dakika mbili zinatosha.',
    en: 'Your institution has no registered system. Register the first one; two minutes are enough.',
  },
  'join.register': { sw: 'Sajili mfumo', en: 'Register a system' },
  'join.another': { sw: 'Sajili mfumo mwingine', en: 'Register another system' },
  'join.clients': { sw: 'Wateja wote wa taasisi', en: 'All clients of the institution' },
  'path.title': { sw: 'Jiunge na GovESB: {system}', en: 'Join GovESB: {system}' },
  'path.back': { sw: 'Mifumo yote', en: 'All systems' },
  'path.done': { sw: 'imekamilika', en: 'done' },
  'path.now': { sw: 'fanya sasa', en: 'do this now' },
  'path.later': { sw: 'bado', en: 'later' },
  'path.complete': {
    sw: 'Mfumo huu umeunganishwa katika GovESB. Kinachofuata: omba makubaliano ya huduma unazohitaji.',
    en: 'This system is connected to GovESB. What comes next: ask for agreements on the services you need.',
  },
  'path.catalogue': { sw: 'Tafuta huduma kwenye orodha', en: 'Find services in the catalogue' },
  'step.register': { sw: 'Sajili mfumo', en: 'Register the system' },
  'step.key': { sw: 'Tengeneza ufunguo', en: 'Make a key' },
  'step.sandbox': { sw: 'Pata mteja wa majaribio', en: 'Get a sandbox client' },
  'step.call': { sw: 'Tuma ujumbe wa kwanza uliosainiwa', en: 'Make the first signed call' },
  'step.ask': { sw: 'Omba matumizi halisi', en: 'Ask for production' },
  'step.production': { sw: 'Mteja wa matumizi halisi', en: 'Production client' },
  'step.pending': { sw: 'inasubiri jibu la e-GA', en: 'awaits e-GA’s answer' },
  'key.title': { sw: 'Ufunguo wa mfumo', en: 'The system’s key' },
  'key.lead': {
    sw: 'Mfumo wako husaini kila ujumbe kwa ufunguo wa siri ambao wewe tu unao. Basi hupewa ufunguo wa wazi tu.',
    en: 'Your system signs each message with a private key that only you have. The bus is given the public key only.',
  },
  'key.here': { sw: 'Tengeneza kwenye kivinjari hiki', en: 'Make it in this browser' },
  'key.here.lead': {
    sw: 'Ufunguo wa siri unatengenezwa ndani ya kivinjari na kuhifadhiwa kwenye kompyuta yako. Hautumwi popote.',
    en: 'The private key is made inside the browser and saved on your computer. It is sent nowhere.',
  },
  'key.here.make': { sw: 'Tengeneza jozi ya funguo', en: 'Make a key pair' },
  'key.here.made': {
    sw: 'Tayari. Hifadhi faili zote mbili sasa; hazipatikani tena. Kisha bonyeza Endelea hapa chini.',
    en: 'Done. Save both files now; they cannot be had again. Then press Go on below.',
  },
  'key.here.der': {
    sw: 'Hifadhi mteja.pkcs8 (kwa viunganishi)',
    en: 'Save mteja.pkcs8 (for connectors)',
  },
  'key.here.pem': {
    sw: 'Hifadhi mteja.pem (nakala ya akiba)',
    en: 'Save mteja.pem (a spare copy)',
  },
  'key.here.failed': {
    sw: 'Kivinjari hiki hakiwezi kutengeneza funguo. Tumia njia ya pili.',
    en: 'This browser cannot make keys. Use the second way.',
  },
  'key.there': { sw: 'Au tengeneza kwenye kompyuta yako', en: 'Or make it on your computer' },
  'key.there.openssl': {
    sw: 'Kwa openssl: mstari wa mwisho unaonyesha ufunguo wa wazi wa kubandika.',
    en: 'With openssl: the last line shows the public key to paste.',
  },
  'key.there.cli': {
    sw: 'Au kwa amri ya Serikali Mtandao:',
    en: 'Or with the command of Serikali Mtandao:',
  },
  'key.field': { sw: 'Ufunguo wa wazi', en: 'Public key' },
  'key.field.hint': {
    sw: 'PEM au base64 ya DER. P-256, secp256k1 au Ed25519; viunganishi vya GovESB vinahitaji P-256 au secp256k1.',
    en: 'PEM or base64 DER. P-256, secp256k1 or Ed25519; GovESB connectors need P-256 or secp256k1.',
  },
  'key.submit': { sw: 'Endelea', en: 'Go on' },
  'key.print': { sw: 'Alama ya ufunguo (SHA-256)', en: 'Fingerprint of the key (SHA-256)' },
  'key.print.hint': {
    sw: 'Linganisha na alama uliyoonyeshwa ulipotengeneza ufunguo.',
    en: 'Compare it with what you were shown when you made the key.',
  },
  'key.curve': { sw: 'Aina', en: 'Kind' },
  'sandbox.title': { sw: 'Mteja wa majaribio', en: 'Sandbox client' },
  'sandbox.lead': {
    sw: 'Ufunguo unasomeka. Mteja wa majaribio hupatikana papo hapo: hakuna taarifa halisi zinazopita, na majibu ni ya mfano.',
    en: 'The key can be read. A sandbox client is made at once: no real information passes, and answers are simulated.',
  },
  'sandbox.label': { sw: 'Jina la mteja', en: 'Name of the client' },
  'sandbox.label.hint': {
    sw: 'Kwa ajili yenu: mfano «Seva ya majaribio».',
    en: 'For yourselves: for instance “Test server”.',
  },
  'sandbox.submit': { sw: 'Tengeneza mteja wa majaribio', en: 'Make the sandbox client' },
  'sandbox.otherKey': { sw: 'Tumia ufunguo mwingine', en: 'Use another key' },
  'made.title': { sw: 'Mteja wa majaribio yuko tayari', en: 'The sandbox client is ready' },
  'made.once': {
    sw: 'Siri inaonyeshwa mara hii moja tu',
    en: 'The secret is shown this once only',
  },
  'made.once.text': {
    sw: 'Ihifadhi sasa kwenye faili {file}. Tunahifadhi alama yake tu, hivyo hatuwezi kuionyesha tena; ukiipoteza, tengeneza mpya.',
    en: 'Save it now in the file {file}. We keep only its hash, so we cannot show it again; if you lose it, make a new one.',
  },
  'made.id': { sw: 'Kitambulisho cha mteja', en: 'Client id' },
  'made.secret': { sw: 'Siri ya mteja', en: 'Client secret' },
  'made.next': { sw: 'Endelea: tuma ujumbe wa kwanza', en: 'Go on: make the first call' },
  'secret.title': { sw: 'Siri mpya ya mteja', en: 'The client’s new secret' },
  'secret.next': {
    sw: 'Endelea: anuani na ufunguo wa basi',
    en: 'Go on: addresses and key of the bus',
  },
  'call.title': { sw: 'Ujumbe wa kwanza', en: 'The first call' },
  'call.lead': {
    sw: 'Huduma «Salamu» (apiCode {code}) inajibu salamu yako. Kila mfumo wa majaribio umeruhusiwa kuiomba.',
    en: 'The service “Salamu” (apiCode {code}) answers your greeting. Every sandbox system may call it.',
  },
  'call.folder': {
    sw: 'Tengeneza folda kwenye kompyuta yako na uingie ndani yake:',
    en: 'Make a folder on your computer and go into it:',
  },
  'call.keyFile': {
    sw: 'Weka humo faili {key} uliyohifadhi ulipotengeneza ufunguo: ndiyo ufunguo wako wa siri.',
    en: 'Put the file {key} there, which you saved when you made the key: it is your private key.',
  },
  'call.secretFile': {
    sw: 'Nakili siri ya mteja kwenye faili jipya {secret} ndani ya folda hiyo.',
    en: 'Copy the client secret into a new file {secret} in that folder.',
  },
  'call.scriptFile': {
    sw: 'Pakua programu ya mfano {script} uiweke humo. Imeshajazwa anuani na utambulisho wako; haina siri.',
    en: 'Download the example program {script} into it. Your addresses and client id are filled in; it holds no secret.',
  },
  'call.download': { sw: 'Pakua {script}', en: 'Download {script}' },
  'call.commands': {
    sw: 'Ukiwa na Node.js 18 au zaidi, andika:',
    en: 'With Node.js 18 or later, type:',
  },
  'call.expect': {
    sw: 'Ukiona "success":true, ujumbe umefika, umesainiwa na kuhifadhiwa kama ushahidi.',
    en: 'When you see "success":true, the call arrived, was signed, and is kept in evidence.',
  },
  'call.see': { sw: 'Onyesha programu nzima', en: 'Show the whole program' },
  'call.ed25519': {
    sw: 'Ufunguo wa Ed25519 hautumiki na viunganishi vya GovESB; ongeza ufunguo wa P-256, au tumia mlango wa r1.',
    en: 'An Ed25519 key does not work with GovESB connectors; add a P-256 key, or use the r1 door.',
  },
  'call.noKey': {
    sw: 'Basi la majaribio halipatikani kwa sasa, hivyo ufunguo wake wa wazi haujulikani. Jaribu tena baada ya muda mfupi.',
    en: 'The sandbox bus cannot be reached now, so its public key is not known. Try again in a moment.',
  },
  'call.waiting': {
    sw: 'Hakuna ujumbe uliofanikiwa kutoka kwa mteja huyu bado.',
    en: 'No call of this client has ended well yet.',
  },
  'call.refresh': { sw: 'Angalia tena', en: 'Look again' },
  'call.arrived': { sw: 'Ujumbe wa kwanza umefika!', en: 'The first call has arrived!' },
  'call.arrived.at': { sw: 'Ulifika {time}.', en: 'It arrived at {time}.' },
  'call.exchange': { sw: 'Ona muamala na ushahidi wake', en: 'See the exchange and its evidence' },
  'call.failed': {
    sw: 'Ujumbe wa mwisho ulikataliwa: {code}.',
    en: 'The last call was refused: {code}.',
  },
  'call.failed.see': { sw: 'Ona sababu na cha kurekebisha', en: 'See why and what to correct' },
  'ask.title': { sw: 'Omba matumizi halisi', en: 'Ask for production' },
  'ask.lead': {
    sw: 'e-GA huangalia rekodi ya mfumo, alama ya ufunguo na jumbe zako za majaribio, kisha hukubali au hueleza sababu ya kukataa.',
    en: 'e-GA looks at the system’s record, the key’s fingerprint and your sandbox calls, then approves or says why not.',
  },
  'ask.purpose': {
    sw: 'Mfumo utafanya nini kwenye GovESB?',
    en: 'What will the system do on GovESB?',
  },
  'ask.purpose.hint': {
    sw: 'Kwa mfano: kuthibitisha utambulisho wa waombaji wa mikopo.',
    en: 'For example: to verify the identity of applicants for loans.',
  },
  'ask.key.hint': {
    sw: 'Tengeneza ufunguo mwingine kwa matumizi halisi, uhifadhiwe na seva husika tu. PEM au base64 ya DER.',
    en: 'Make another key for production, kept by its server alone. PEM or base64 DER.',
  },
  'ask.submit': { sw: 'Tuma ombi kwa e-GA', en: 'Send the request to e-GA' },
  'ask.sent': {
    sw: 'Ombi limetumwa kwa e-GA. Utaona jibu hapa na kwenye dawati lako.',
    en: 'The request was sent to e-GA. You will see the answer here and on your desk.',
  },
  'ask.early': {
    sw: 'Ni vyema kutuma ujumbe wa kwanza kabla ya kuomba: e-GA huangalia kama ulifanikiwa.',
    en: 'Better to make the first call before you ask: e-GA looks whether it succeeded.',
  },
  'ask.pending': {
    sw: 'Ombi lilitumwa {date}. e-GA bado haijajibu.',
    en: 'The request was sent on {date}. e-GA has not answered yet.',
  },
  'ask.refused': { sw: 'e-GA ilikataa ombi la mwisho', en: 'e-GA refused the last request' },
  'ask.withdraw': { sw: 'Ondoa ombi', en: 'Withdraw the request' },
  'ask.withdrawn': { sw: 'Ombi limeondolewa.', en: 'The request was withdrawn.' },
  'approved.title': { sw: 'e-GA imekubali', en: 'e-GA has approved' },
  'approved.text': {
    sw: 'Mteja {client} yuko kwenye basi la matumizi halisi. Tengeneza siri yake: hakuna mwingine atakayeiona.',
    en: 'Client {client} is on the production bus. Make its secret: nobody else will see it.',
  },
  'approved.secret': { sw: 'Tengeneza siri ya mteja', en: 'Make the client’s secret' },
} as const satisfies Messages
