import type { Messages } from '@mtandao/ui'

/** Words of the forms: asking, deciding, suspending, settings. */
export const formMessages = {
  'new.title': { sw: 'Omba makubaliano', en: 'Ask for an agreement' },
  'new.choose': { sw: 'Huduma gani?', en: 'Which service?' },
  'new.chooseHint': {
    sw: 'Chagua huduma kwenye orodha ya huduma, kisha ubonyeze «Omba makubaliano».',
    en: 'Choose a service in the catalogue, then press «Ask for an agreement».',
  },
  'new.service': { sw: 'Huduma: {service} ya {provider}', en: 'Service: {service} of {provider}' },
  'new.noSystem': {
    sw: 'Taasisi yako haina mfumo uliosajiliwa. Sajili mfumo kwanza.',
    en: 'Your institution has no registered system. Register a system first.',
  },
  'new.register': { sw: 'Sajili mfumo', en: 'Register a system' },
  'new.save': { sw: 'Hifadhi rasimu', en: 'Save the draft' },
  'new.saved': {
    sw: 'Rasimu imehifadhiwa. Isome, kisha iwasilishe.',
    en: 'The draft is saved. Read it, then submit it.',
  },
  'edit.title': { sw: 'Badilisha maudhui ya ombi', en: 'Change what is asked' },
  'edit.warning': {
    sw: 'Ukibadilisha maudhui, idhini zilizotolewa zitabatilika na ombi litaanza upya.',
    en: 'If you change the content, approvals already given become void and the request starts again.',
  },
  'edit.saved': {
    sw: 'Maudhui mapya yamehifadhiwa. Wasilisha tena.',
    en: 'The new content is saved. Submit it again.',
  },
  'renew.title': { sw: 'Huisha au rekebisha makubaliano', en: 'Renew or amend' },
  'renew.lead': {
    sw: 'Makubaliano ya sasa yanaendelea kutumika hadi toleo jipya liidhinishwe.',
    en: 'The present agreement stays in force until the new version is approved.',
  },
  'renew.kind': { sw: 'Unaomba nini?', en: 'What do you ask for?' },
  'renew.renewal': { sw: 'Uhuishaji: kuongeza muda', en: 'More time' },
  'renew.renewalHint': {
    sw: 'Unaombwa karibu na siku ya mwisho.',
    en: 'Asked for near the last day.',
  },
  'renew.amendment': {
    sw: 'Marekebisho ndani ya muda uliokubaliwa',
    en: 'A change within the agreed time',
  },
  'renew.amendmentHint': {
    sw: 'Dhumuni, taarifa au matumizi yanabadilika; siku ya mwisho haisogei mbele.',
    en: 'Purpose, data items or use change; the last day does not move forward.',
  },

  'terms.who': { sw: 'Mfumo unaopokea taarifa', en: 'The system that receives the data' },
  'terms.system': { sw: 'Mfumo wako', en: 'Your system' },
  'terms.systemHint': {
    sw: 'Mfumo huu ndio utakaotuma maombi kwenye matumizi halisi.',
    en: 'This system will call the service in production.',
  },
  'terms.why': { sw: 'Kwa nini', en: 'Why' },
  'terms.purpose': { sw: 'Msimbo wa dhumuni', en: 'Purpose code' },
  'terms.purposeHint': {
    sw: 'Utaandikwa kwenye ushahidi wa kila ombi. Herufi, namba, nukta na vistari tu, mfano uhakiki-wa-mwombaji.',
    en: 'It will stand in the evidence of each call. Letters, digits, dots and dashes only, such as applicant-check.',
  },
  'terms.purposeSw': {
    sw: 'Dhumuni kwa maneno, kwa Kiswahili',
    en: 'The purpose in words, in Swahili',
  },
  'terms.purposeEn': {
    sw: 'Dhumuni kwa maneno, kwa Kiingereza',
    en: 'The purpose in words, in English',
  },
  'terms.oneLanguage': { sw: 'Lugha moja inatosha.', en: 'One language is enough.' },
  'terms.legalBasis': { sw: 'Msingi wa kisheria', en: 'Legal basis' },
  'terms.legalBasisHint': {
    sw: 'Kwa nini sheria inakuruhusu kupokea taarifa hizi, kwa maneno yako.',
    en: 'Why the law lets you receive this data, in your own words.',
  },
  'terms.citation': { sw: 'Rejea ya kisheria', en: 'Citation' },
  'terms.citationHint': {
    sw: 'Sheria na kifungu. Ukiacha wazi, itaandikwa «Itathibitishwa».',
    en: 'Act and section. Left empty, it will read «To be confirmed».',
  },
  'terms.what': { sw: 'Taarifa gani', en: 'Which data' },
  'terms.items': {
    sw: 'Taarifa zinazotajwa kwenye maelezo ya huduma',
    en: 'Data items named in the service’s document',
  },
  'terms.itemsHint': {
    sw: 'Chagua zile tu unazohitaji kwa dhumuni hilo.',
    en: 'Choose only those the purpose needs.',
  },
  'terms.moreItems': { sw: 'Taarifa nyingine', en: 'Other data items' },
  'terms.dataItems': { sw: 'Taarifa unazohitaji', en: 'Data items you need' },
  'terms.dataItemsHint': {
    sw: 'Moja kwa kila mstari, mfano: jina kamili',
    en: 'One on each line, such as: full name',
  },
  'terms.retentionDays': {
    sw: 'Utazitunza kwa siku ngapi?',
    en: 'For how many days will you keep them?',
  },
  'terms.retentionHint': {
    sw: '0 maana yake hazihifadhiwi kabisa.',
    en: '0 means they are not stored at all.',
  },
  'terms.retentionThen': { sw: 'Kisha zitafanywa nini?', en: 'What happens to them then?' },
  'terms.retentionThenHint': {
    sw: 'Mfano: zitafutwa; zitahamishiwa kwenye nyaraka.',
    en: 'Such as: deleted; moved to the archives.',
  },
  'terms.personal': { sw: 'Taarifa binafsi', en: 'Personal data' },
  'terms.personalData': {
    sw: 'Je, kuna taarifa binafsi za watu?',
    en: 'Is there personal data of people?',
  },
  'terms.personalHint': {
    sw: 'Taarifa binafsi zinalindwa na Sheria Na. 11 ya 2022.',
    en: 'Personal data is protected by Act No. 11 of 2022.',
  },
  'terms.consumerRegistration': {
    sw: 'Namba ya usajili wa taasisi yako katika Tume ya Ulinzi wa Taarifa Binafsi (PDPC)',
    en: 'Your institution’s registration number with the Personal Data Protection Commission (PDPC)',
  },
  'terms.consumerRegistrationHint': {
    sw: 'Inahitajika kukiwa na taarifa binafsi. Iandike kama ilivyo kwenye cheti.',
    en: 'Needed when there is personal data. Write it as on the certificate.',
  },
  'terms.use': { sw: 'Matumizi na muda', en: 'Use and term' },
  'terms.perDay': { sw: 'Maombi yanayotarajiwa kwa siku', en: 'Expected calls a day' },
  'terms.peakPerMinute': { sw: 'Kilele kwa dakika moja', en: 'Peak in one minute' },
  'terms.validFrom': { sw: 'Siku ya kwanza', en: 'First day' },
  'terms.validUntil': { sw: 'Siku ya mwisho', en: 'Last day' },

  'decide.title': { sw: 'Idhinisha: {step}', en: 'Approve: {step}' },
  'decide.read': {
    sw: 'Soma maudhui yote kabla ya kuidhinisha. Idhini yako itasainiwa pamoja na jina, wadhifa na wakati.',
    en: 'Read the whole content before you approve. Your approval is signed with your name, office and the time.',
  },
  'decide.words': { sw: 'Maelezo', en: 'Remarks' },
  'decide.quota': { sw: 'Kiwango cha maombi utakachoruhusu', en: 'The quota you allow' },
  'decide.perMinute': { sw: 'Maombi kwa dakika', en: 'Calls a minute' },
  'decide.perDay': { sw: 'Maombi kwa siku', en: 'Calls a day' },
  'decide.concurrency': { sw: 'Maombi kwa wakati mmoja', en: 'Calls at once' },
  'decide.providerRegistration': {
    sw: 'Namba ya usajili wa taasisi yako katika Tume ya Ulinzi wa Taarifa Binafsi (PDPC)',
    en: 'Your institution’s registration number with the Personal Data Protection Commission (PDPC)',
  },
  'decide.submit': { sw: 'Idhinisha na usaini', en: 'Approve and sign' },
  'decide.other': { sw: 'Kataa au rudisha badala yake', en: 'Refuse or return instead' },
  'refuse.title': { sw: 'Kataa au rudisha ombi', en: 'Refuse or return the request' },
  'refuse.verdict': { sw: 'Uamuzi', en: 'Decision' },
  'refuse.returned': { sw: 'Rudisha likarekebishwe', en: 'Return it to be corrected' },
  'refuse.returnedHint': {
    sw: 'Mwombaji atabadilisha na kuwasilisha tena.',
    en: 'The one who asks changes it and submits again.',
  },
  'refuse.refused': { sw: 'Kataa', en: 'Refuse' },
  'refuse.refusedHint': { sw: 'Ombi linaishia hapa.', en: 'The request ends here.' },
  'refuse.submit': { sw: 'Tuma uamuzi', en: 'Send the decision' },
  'reason.sw': { sw: 'Sababu, kwa Kiswahili', en: 'Reason, in Swahili' },
  'reason.en': { sw: 'Sababu, kwa Kiingereza', en: 'Reason, in English' },
  'reason.shown': {
    sw: 'Mfumo unaoomba huduma utaonyeshwa maneno haya. Lugha moja inatosha.',
    en: 'The calling system is shown these words. One language is enough.',
  },
  'reason.parties': {
    sw: 'Yatasomwa na pande zote mbili. Lugha moja inatosha.',
    en: 'Both parties will read it. One language is enough.',
  },
  'suspend.title': { sw: 'Simamisha makubaliano', en: 'Suspend the agreement' },
  'suspend.lead': {
    sw: 'Ombi linalofuata la mfumo litakataliwa ndani ya sekunde mbili, hadi utakaporejesha.',
    en: 'The next call is refused within two seconds, until you resume it.',
  },
  'end.title': { sw: 'Hitimisha makubaliano', en: 'End the agreement' },
  'end.lead': {
    sw: 'Hatua hii haiwezi kurudishwa: taarifa zikihitajika tena, makubaliano mapya yataombwa.',
    en: 'This cannot be undone: if the data is needed again, a new agreement must be asked for.',
  },

  'rules.title': { sw: 'Mipangilio ya makubaliano', en: 'Settings of agreements' },
  'rules.lead': {
    sw: 'Pale ambapo sheria haikuweka thamani tunayoijua, kuna mpangilio wenye tarehe na chanzo chake. Hizi ni desturi, si sheria, hadi zitakapothibitishwa.',
    en: 'Where no value of the law is known to us there is a dated setting with its source. These are practice, not statute, until confirmed.',
  },
  'rules.caption': { sw: 'Mipangilio yote, ya karibuni kwanza', en: 'All settings, newest first' },
  'rules.rule': { sw: 'Mpangilio', en: 'Setting' },
  'rules.value': { sw: 'Thamani', en: 'Value' },
  'rules.from': { sw: 'Kuanzia', en: 'From' },
  'rules.citation': { sw: 'Chanzo', en: 'Source' },
  'rules.verified': { sw: 'Imethibitishwa', en: 'Confirmed' },
  'rules.new': { sw: 'Weka mpangilio', en: 'Set a rule' },
  'rules.valueHint': {
    sw: 'Kwa idhini ya maafisa ulinzi: 1 inahitajika, 0 haihitajiki. Kwa muda wa kuomba: siku.',
    en: 'For data protection approval: 1 needed, 0 not needed. For the time to ask: days.',
  },
  'rules.citationHint': {
    sw: 'Sheria, kanuni, mwongozo au kikao, na tarehe.',
    en: 'Act, regulation, guideline or sitting, and its date.',
  },
  'rules.saved': { sw: 'Mpangilio umewekwa.', en: 'The rule is set.' },
  'rule.data-protection-approval': {
    sw: 'Maafisa ulinzi wa taarifa binafsi lazima waidhinishe',
    en: 'Data protection officers must approve',
  },
  'rule.renewal-days': {
    sw: 'Siku kabla ya mwisho ambapo uhuishaji unaweza kuombwa',
    en: 'Days before the end from which a renewal can be asked for',
  },
} as const satisfies Messages
