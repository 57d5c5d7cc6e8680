import type { Messages, Say } from '@mtandao/ui'

/** Each act in words; a test holds this table against what the modules record. */
export const actions = {
  'directives.directive-issued': { sw: 'Elekezo lilitolewa', en: 'Directive issued' },
  'directives.directive-reissued': {
    sw: 'Elekezo lilitolewa tena',
    en: 'Directive issued again',
  },
  'directives.exemption-granted': {
    sw: 'Msamaha wa muda ulitolewa',
    en: 'Exemption granted until a day',
  },
  'directives.obligation-added': {
    sw: 'Wajibu uliongezwa kwenye elekezo',
    en: 'Obligation added to a directive',
  },
  'directives.obligation-ended': { sw: 'Wajibu uliwekewa mwisho', en: 'Obligation given an end' },
  'directives.reply-answered': {
    sw: 'Maelezo ya taasisi yalijibiwa',
    en: 'Reply of an institution answered',
  },
  'directives.resolution-accepted': {
    sw: 'Kupokelewa kwa azimio kuliandikwa',
    en: 'Acceptance of a resolution recorded',
  },
  'directives.resolution-added': { sw: 'Azimio liliandikwa', en: 'Resolution recorded' },
  'directives.result-replied': {
    sw: 'Taasisi ilitoa maelezo kuhusu matokeo yake',
    en: 'Institution replied to its result',
  },
  'directives.rule-set-published': {
    sw: 'Toleo la kanuni za tathmini lilichapishwa',
    en: 'Version of the rule set published',
  },
  'directives.session-opened': { sw: 'Kikao kazi kilifunguliwa', en: 'Working session opened' },
  'directives.session-seeded': {
    sw: 'Kikao kazi na maelekezo yake viliandikwa',
    en: 'Working session and its directives recorded',
  },
  'directives.table-published': {
    sw: 'Jedwali la matokeo ya robo mwaka lilichapishwa',
    en: 'Result table of a quarter published',
  },
  'directives.topic-added': {
    sw: 'Mada iliongezwa kwenye kikao kazi',
    en: 'Topic added to a session',
  },
  'directives.work-moved': {
    sw: 'Kazi ya wajibu ilisogezwa hatua',
    en: 'Work on an obligation moved by a step',
  },
  'exchange.agreement-begun': {
    sw: 'Makubaliano yalianza kutumika',
    en: 'Agreement came into force',
  },
  'exchange.agreement-changed': {
    sw: 'Rasimu ya makubaliano ilibadilishwa',
    en: 'Draft agreement changed',
  },
  'exchange.agreement-commented': {
    sw: 'Maoni kuhusu makubaliano yaliandikwa',
    en: 'Comment on an agreement written',
  },
  'exchange.agreement-drafted': {
    sw: 'Makubaliano yaliandikwa kama rasimu',
    en: 'Agreement drafted',
  },
  'exchange.agreement-ended': { sw: 'Makubaliano yalikomeshwa', en: 'Agreement ended' },
  'exchange.agreement-expired': { sw: 'Muda wa makubaliano uliisha', en: 'Agreement expired' },
  'exchange.agreement-renewed': {
    sw: 'Kuongezwa muda kwa makubaliano kuliombwa',
    en: 'Renewal of an agreement asked for',
  },
  'exchange.agreement-resumed': { sw: 'Makubaliano yalirejeshwa', en: 'Agreement resumed' },
  'exchange.agreement-returned': {
    sw: 'Makubaliano yalirudishwa kwa marekebisho',
    en: 'Agreement returned for correction',
  },
  'exchange.agreement-rule-set': {
    sw: 'Kanuni ya makubaliano iliwekwa',
    en: 'Rule for agreements set',
  },
  'exchange.agreement-step-approved': {
    sw: 'Hatua ya makubaliano iliidhinishwa',
    en: 'Step of an agreement approved',
  },
  'exchange.agreement-step-refused': {
    sw: 'Hatua ya makubaliano ilikataliwa',
    en: 'Step of an agreement refused',
  },
  'exchange.agreement-submitted': { sw: 'Makubaliano yaliwasilishwa', en: 'Agreement submitted' },
  'exchange.agreement-suspended': { sw: 'Makubaliano yalisimamishwa', en: 'Agreement suspended' },
  'exchange.agreement-withdrawn': {
    sw: 'Ombi la makubaliano liliondolewa',
    en: 'Request for an agreement withdrawn',
  },
  'exchange.callback-set': {
    sw: 'Anuani ya kupokea ujumbe iliwekwa',
    en: 'Address for deliveries set',
  },
  'exchange.client-made': { sw: 'Mteja wa basi alisajiliwa', en: 'Client of the bus made' },
  'exchange.client-resumed': { sw: 'Mteja wa basi alirejeshwa', en: 'Client of the bus resumed' },
  'exchange.client-suspended': {
    sw: 'Mteja wa basi alisimamishwa',
    en: 'Client of the bus suspended',
  },
  'exchange.deliveries-sent-again': {
    sw: 'Ujumbe mwingi ulioshindikana ulitumwa tena',
    en: 'Many failed deliveries sent again',
  },
  'exchange.delivery-body-read': {
    sw: 'Maudhui ya ujumbe ulioshindikana yalisomwa',
    en: 'Content of a failed delivery read',
  },
  'exchange.delivery-let-go': {
    sw: 'Ujumbe ulioshindikana uliachwa',
    en: 'Failed delivery let go',
  },
  'exchange.delivery-sent-again': {
    sw: 'Ujumbe ulioshindikana ulitumwa tena',
    en: 'Failed delivery sent again',
  },
  'exchange.key-added': { sw: 'Ufunguo wa umma uliongezwa', en: 'Public key added' },
  'exchange.key-revoked': { sw: 'Ufunguo ulibatilishwa', en: 'Key revoked' },
  'exchange.network-allowed': {
    sw: 'Mtandao uliruhusiwa kwa huduma',
    en: 'Network allowed for services',
  },
  'exchange.network-closed': {
    sw: 'Ruhusa ya mtandao iliondolewa',
    en: 'Network no longer allowed',
  },
  'exchange.production-approved': {
    sw: 'Matumizi halisi ya basi yaliidhinishwa',
    en: 'Production use approved',
  },
  'exchange.production-asked': {
    sw: 'Matumizi halisi ya basi yaliombwa',
    en: 'Production use asked for',
  },
  'exchange.production-refused': {
    sw: 'Ombi la matumizi halisi lilikataliwa',
    en: 'Production use refused',
  },
  'exchange.production-withdrawn': {
    sw: 'Ombi la matumizi halisi liliondolewa',
    en: 'Request for production withdrawn',
  },
  'exchange.receipt-taken': {
    sw: 'Risiti ya muamala ilichukuliwa',
    en: 'Receipt of an exchange taken',
  },
  'exchange.sandbox-granted': { sw: 'Matumizi ya majaribio yalianza', en: 'Sandbox use began' },
  'exchange.secret-made': { sw: 'Siri ya mteja ilitengenezwa', en: 'Client secret made' },
  'exchange.service-added': { sw: 'Huduma iliongezwa', en: 'Service added' },
  'exchange.service-described': {
    sw: 'Maelezo ya huduma yalibadilishwa',
    en: 'Description of a service changed',
  },
  'exchange.service-endpoint-set': {
    sw: 'Anuani ya huduma iliwekwa',
    en: 'Address of a service set',
  },
  'exchange.service-published': {
    sw: 'Toleo la huduma lilichapishwa',
    en: 'Version of a service published',
  },
  'exchange.service-resumed': { sw: 'Huduma ilirejeshwa', en: 'Service resumed' },
  'exchange.service-suspended': { sw: 'Huduma ilisimamishwa', en: 'Service suspended' },
  'exchange.service-version-deprecated': {
    sw: 'Mwisho wa toleo la huduma ulitangazwa',
    en: 'Version of a service deprecated',
  },
  'exchange.service-version-drafted': {
    sw: 'Rasimu ya toleo la huduma iliwekwa',
    en: 'Draft version of a service made',
  },
  'exchange.service-version-retired': {
    sw: 'Toleo la huduma liliondolewa',
    en: 'Version of a service retired',
  },
  'facts.evidence-kept': { sw: 'Faili la ushahidi lilihifadhiwa', en: 'Evidence file kept' },
  'facts.fact-corrected': { sw: 'Taarifa ilisahihishwa', en: 'Fact corrected' },
  'facts.fact-declared': { sw: 'Taarifa ilitangazwa', en: 'Fact declared' },
  'facts.fact-verified': { sw: 'Taarifa ilithibitishwa', en: 'Fact verified' },
  'identity.api-token-ended': {
    sw: 'Tokeni ya programu ilikomeshwa',
    en: 'Token for a program ended',
  },
  'identity.api-token-made': {
    sw: 'Tokeni ya programu ilitengenezwa',
    en: 'Token for a program made',
  },
  'identity.appointment-ended': { sw: 'Uteuzi ulikoma', en: 'Appointment ended' },
  'identity.appointment-reinstated': { sw: 'Uteuzi ulirejeshwa', en: 'Appointment reinstated' },
  'identity.appointment-suspended': { sw: 'Uteuzi ulisimamishwa', en: 'Appointment suspended' },
  'identity.invitation-accepted': { sw: 'Mwaliko ulikubaliwa', en: 'Invitation accepted' },
  'identity.invitation-withdrawn': { sw: 'Mwaliko uliondolewa', en: 'Invitation withdrawn' },
  'identity.passkey-added': { sw: 'Ufunguo wa kifaa wa kuingia uliongezwa', en: 'Passkey added' },
  'identity.passkey-removed': {
    sw: 'Ufunguo wa kifaa wa kuingia uliondolewa',
    en: 'Passkey removed',
  },
  'identity.password-changed': { sw: 'Nenosiri lilibadilishwa', en: 'Password changed' },
  'identity.password-recovered': {
    sw: 'Nenosiri jipya liliwekwa kwa kiungo cha kurejesha',
    en: 'New password set by recovery link',
  },
  'identity.person-invited': { sw: 'Mtu alialikwa', en: 'Person invited' },
  'identity.person-renamed': { sw: 'Jina la mtu lilibadilishwa', en: 'Person renamed' },
  'identity.person-unlocked': {
    sw: 'Kizuizi cha kuingia kiliondolewa',
    en: 'Lock on signing in lifted',
  },
  'identity.provider-removed': {
    sw: 'Mfumo wa taasisi wa kuingia uliondolewa',
    en: 'Institution’s sign-in provider removed',
  },
  'identity.provider-set': {
    sw: 'Mfumo wa taasisi wa kuingia uliwekwa',
    en: 'Institution’s sign-in provider set',
  },
  'identity.recovery-link-made': {
    sw: 'Kiungo cha kurejesha akaunti kilitengenezwa',
    en: 'Recovery link made',
  },
  'identity.second-factor-set': { sw: 'Uthibitisho wa pili uliwekwa', en: 'Second factor set' },
  'register.head-recorded': {
    sw: 'Mkuu wa Taasisi aliandikwa',
    en: 'Head of institution recorded',
  },
  'register.institution-added': { sw: 'Taasisi iliongezwa', en: 'Institution added' },
  'register.institution-renamed': { sw: 'Jina la taasisi lilibadilika', en: 'Institution renamed' },
  'register.institution-standing-changed': {
    sw: 'Hadhi ya taasisi ilibadilika',
    en: 'Standing of an institution changed',
  },
  'register.institutions-imported': {
    sw: 'Taasisi ziliingizwa kutoka kwenye faili',
    en: 'Institutions imported from a file',
  },
  'register.record-changed': {
    sw: 'Taarifa ya rejista ilibadilishwa',
    en: 'Record of the register changed',
  },
  'register.record-confirmed': {
    sw: 'Taarifa ya rejista ilithibitishwa kuwa sahihi',
    en: 'Record of the register confirmed',
  },
  'register.setting-changed': { sw: 'Mpangilio ulibadilishwa', en: 'Setting changed' },
  'register.site-added': { sw: 'Kituo cha kuhifadhi data kiliongezwa', en: 'Data centre added' },
  'register.site-approval-withdrawn': {
    sw: 'Idhini ya kituo cha kuhifadhi data iliondolewa',
    en: 'Approval of a data centre withdrawn',
  },
  'register.site-approved': {
    sw: 'Kituo cha kuhifadhi data kiliidhinishwa',
    en: 'Data centre approved',
  },
  'register.system-registered': { sw: 'Mfumo ulisajiliwa', en: 'System registered' },
  'register.website-added': { sw: 'Tovuti iliongezwa', en: 'Website added' },
  'register.website-ended': { sw: 'Tovuti iliondolewa', en: 'Website ended' },
} as const satisfies Messages

/** In words; an action this table does not have yet shows its name. */
export function actionWords(say: Say, action: string): string {
  const known = Object.keys(actions).find((one) => one === action)
  return known ? say.of(actions)(known as keyof typeof actions) : say.data(action)
}
