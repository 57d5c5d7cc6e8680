import type { Text } from '@mtandao/problem'

/** Who is reading: what to do next depends on the side that one stands on. */
export type Standing = 'consumer' | 'provider' | 'bus'

export const text = (sw: string, en: string): Text => ({ sw, en })

const nothing = text(
  'Hakuna la kufanya upande wako; mpokea taarifa ndiye anayerekebisha.',
  'Nothing to do on your side; the consumer puts it right.',
)
const nothingProvider = text(
  'Hakuna la kufanya upande wako; mtoa taarifa ndiye anayerekebisha.',
  'Nothing to do on your side; the provider puts it right.',
)

/** What each side does next, by the kind of trouble. */
export const steps = {
  credentials: {
    consumer: text(
      'Angalia kitambulisho (client_id) na siri ya mfumo wako, au ufunguo wa utambulisho. Kama siri imepotea, tengeneza nyingine kwenye ukurasa wa mfumo.',
      "Check your system's client_id and secret, or the key it identifies itself with. If the secret is lost, make another on the system's page.",
    ),
    provider: nothing,
    bus: text(
      'Kama makosa haya ni mengi kutoka mfumo mmoja, wasiliana na taasisi yake: huenda siri imevuja au imebadilika.',
      'If there are many of these from one system, talk to its institution: its secret may have leaked or changed.',
    ),
  },
  token: {
    consumer: text(
      'Omba tokeni mpya, kisha tuma ombi tena. Tokeni huisha baada ya dakika chache: mfumo uombe nyingine kabla haijaisha.',
      'Ask for a new token, then send the request again. Tokens last a few minutes: let the system ask for the next in time.',
    ),
    provider: nothing,
    bus: text(
      'Ni kawaida kwa kiasi kidogo. Mfumo unaorudia kosa hili haujui kuomba tokeni mpya.',
      'A few are normal. A system that repeats it does not know how to renew its token.',
    ),
  },
  suspended: {
    consumer: text(
      'Soma sababu ya kusimamishwa kwenye ukurasa wa mfumo wako, kisha wasiliana na aliyesimamisha.',
      "Read why on your system's page, then talk to whoever suspended it.",
    ),
    provider: nothing,
    bus: text(
      'Kusimamishwa kunafanya kazi. Kikiisha chanzo, rejesha mfumo kwenye ukurasa wake.',
      'The suspension works. When its cause is gone, resume the client on its page.',
    ),
  },
  signature: {
    consumer: text(
      'Bandika ombi kwenye kikagua saini: kitaonyesha ni herufi zipi zilizosainiwa, ufunguo uliojaribiwa, na tofauti ya kwanza.',
      'Paste the request into the signature debugger: it shows which bytes were signed, which key was tried, and the first difference.',
    ),
    provider: nothing,
    bus: text(
      'Ikitokea ghafla kwa mfumo uliokuwa sawa, huenda ufunguo umebadilishwa bila kusajiliwa.',
      'When it begins suddenly for a system that was well, its key may have been changed without being registered.',
    ),
  },
  message: {
    consumer: text(
      'Rekebisha ujumbe kama nyaraka za huduma zinavyoeleza, kisha utume tena. Ujumbe huu haukumfikia mtoa taarifa.',
      "Correct the message as the service's documents say and send it again. It did not reach the provider.",
    ),
    provider: nothing,
    bus: text(
      'Hakuna la kufanya: basi limekataa ujumbe usio sahihi.',
      'Nothing to do: the bus refused a message that was not right.',
    ),
  },
  address: {
    consumer: text(
      'Angalia msimbo wa huduma (apiCode au pushCode) au anuani kwenye orodha ya huduma; huenda umebadilika au ni wa aina nyingine ya wito.',
      'Look up the code (apiCode or pushCode) or the address in the catalogue; it may have changed or belong to another kind of call.',
    ),
    provider: text(
      'Kama msimbo ulikuwa wako na umeuondoa, waarifu wanaoutumia.',
      'If the code was yours and you took it away, tell those who use it.',
    ),
    bus: nothing,
  },
  service: {
    consumer: text(
      'Subiri huduma irejeshwe, au wasiliana na mtoa taarifa.',
      'Wait until the service is resumed, or talk to the provider.',
    ),
    provider: text(
      'Huduma yako imesimamishwa: maombi yote yanakataliwa. Soma sababu kwenye ukurasa wa huduma.',
      "Your service is suspended: every request is refused. Read why on the service's page.",
    ),
    bus: text('Rejesha huduma chanzo kikiisha.', 'Resume the service when the cause is gone.'),
  },
  agreement: {
    consumer: text(
      'Angalia makubaliano ya mfumo wako kwa huduma hii: yapo, yanatumika leo, na yanataja dhumuni na operesheni hii? Kama sivyo, omba makubaliano mapya au marekebisho.',
      "Look at your system's agreement for this service: is there one, is it in force today, does it name this purpose and this operation? If not, ask for an agreement or a change of it.",
    ),
    provider: text(
      'Mtumiaji huyu hana haki aliyojaribu kuitumia. Kama mnakusudia kumpa, idhinisha makubaliano atakayoomba.',
      'This consumer does not have the right it tried to use. If you mean to give it, approve the agreement it asks for.',
    ),
    bus: text(
      'Haki zinaamuliwa na makubaliano ya taasisi mbili; basi limefuata yaliyoandikwa.',
      'Rights come from the agreement of the two institutions; the bus did what it says.',
    ),
  },
  quota: {
    consumer: text(
      'Punguza kasi na utume tena baada ya muda. Kama kiwango hakitoshi, omba kiongezwe kwenye makubaliano.',
      'Slow down and send again later. If the quota is too small, ask for more in the agreement.',
    ),
    provider: text(
      'Kiwango kilichokubaliwa kinakulinda. Kama mfumo wako unamudu zaidi, ongeza kiwango kwenye makubaliano.',
      'The agreed quota protects you. If your system can take more, raise it in the agreement.',
    ),
    bus: text(
      'Hakuna la kufanya: kiwango ni cha makubaliano.',
      "Nothing to do: the quota is the agreement's.",
    ),
  },
  bus: {
    consumer: text(
      'Si kosa lako. Tuma tena baada ya dakika chache; likiendelea, wape e-GA kitambulisho cha muamala huu.',
      'It is not your fault. Send again in a few minutes; if it goes on, give e-GA the id of this exchange.',
    ),
    provider: text(
      'Si kosa lako, na ombi halikukufikia isipokuwa hatua zilizo juu zinaonyesha vinginevyo.',
      'It is not your fault, and the request did not reach you unless the legs above show it.',
    ),
    bus: text(
      'Angalia kumbukumbu na vipimo vya basi kwa wakati huo; hatua zimeandikwa kwenye docs/runbooks.',
      "Look at the gateway's logs and metrics of that time; the steps are in docs/runbooks.",
    ),
  },
  unrecorded: {
    consumer: text(
      'Usitume tena kabla ya kumuuliza mtoa taarifa: huenda ombi lilitekelezwa na jibu likapotea.',
      'Do not send again before asking the provider: the request may have been carried out and its answer lost.',
    ),
    provider: text(
      'Huenda mfumo wako ulitekeleza ombi hili, lakini jibu lake halikumfikia aliyeomba. Mkiulizwa, tafuteni kwa kitambulisho hiki.',
      'Your system may have carried this out, but its answer reached nobody. If asked, look for this id.',
    ),
    bus: text(
      'Chunguza basi la wakati huo: lilizimika au diski haikupokea maingizo. Hatua zimeandikwa kwenye docs/runbooks.',
      'Look into the gateway of that time: it stopped, or its disk took no entries. The steps are in docs/runbooks.',
    ),
  },
  providerDown: {
    consumer: text(
      'Si kosa lako. Jaribu tena baada ya muda; likiendelea, wasiliana na mtoa taarifa ukitaja kitambulisho hiki.',
      'It is not your fault. Try again later; if it goes on, talk to the provider and name this id.',
    ),
    provider: text(
      'Mfumo wako haukujibu. Angalia kama unafanya kazi, kama anuani yake kwenye huduma ni sahihi, na kama ukuta wa moto unaruhusu basi.',
      'Your system did not answer. See that it runs, that its address in the service is right, and that the firewall lets the bus in.',
    ),
    bus: text(
      'Kama ni watoa taarifa wengi kwa wakati mmoja, angalia mtandao kati ya basi na taasisi.',
      'If many providers fail at once, look at the network between the bus and the institutions.',
    ),
  },
  addressRefused: {
    consumer: text(
      'Si kosa lako. Mjulishe mtoa taarifa: anuani ya mfumo wake haikubaliki.',
      "It is not your fault. Tell the provider: its system's address is not allowed.",
    ),
    provider: text(
      'Badilisha anuani kwenye ukurasa wa huduma iwe ya mtandao wa umma, au iombe e-GA iuruhusu mtandao huo.',
      'Give the service an address in the public network, or ask e-GA to allow that network.',
    ),
    bus: text(
      'Ruhusu mtandao huo kwa maandishi yenye tarehe, kama anuani ni ya kweli; vinginevyo mtoa taarifa abadilishe anuani.',
      'Allow that network, dated and with a reason, if the address is genuine; otherwise let the provider change it.',
    ),
  },
  providerSlow: {
    consumer: text(
      'Huenda ombi lilitekelezwa. Kwa ombi linalobadilisha kitu, muulize mtoa taarifa kabla ya kutuma tena.',
      'The request may have been carried out. If it changes something, ask the provider before sending it again.',
    ),
    provider: text(
      'Mfumo wako ulichelewa kuliko muda uliowekwa kwenye huduma, au una maombi mengi mno kwa wakati mmoja. Uongezee uwezo au badilisha kikomo.',
      'Your system took longer than the service allows, or has too many requests at once. Give it more strength or change the limit.',
    ),
    bus: text(
      'Hakuna la kufanya isipokuwa mtoa taarifa akiomba kikomo kirekebishwe.',
      'Nothing to do unless the provider asks for another limit.',
    ),
  },
  providerAnswer: {
    consumer: text(
      'Si kosa lako. Mpe mtoa taarifa kitambulisho cha muamala huu arekebishe jibu la mfumo wake.',
      "It is not your fault. Give the provider the id of this exchange, to put its system's answer right.",
    ),
    provider: text(
      'Mfumo wako umejibu kwa namna isiyokubalika: muundo, ukubwa, saini au kuelekeza kwingine. Linganisha jibu na nyaraka za huduma.',
      "Your system's answer was not acceptable: form, size, signature or a redirect. Hold it to the service's documents.",
    ),
    bus: text(
      'Hakuna la kufanya: basi halipitishi jibu lisilo sahihi.',
      'Nothing to do: the bus does not pass on an answer that is not right.',
    ),
  },
  saidNo: {
    consumer: text(
      'Basi limefanya kazi yake; mtoa taarifa amejibu «hapana». Soma ujumbe wake ndani ya jibu ulilopokea.',
      'The bus did its work; the provider answered «no». Read its message inside the answer you received.',
    ),
    provider: text(
      'Mfumo wako umejibu «hapana» kwa ombi hili. Kama si makusudi, angalia kumbukumbu zake kwa kitambulisho hiki.',
      'Your system answered «no» to this request. If it did not mean to, look for this id in its logs.',
    ),
    bus: text('Hakuna la kufanya: si kosa la basi.', 'Nothing to do: this is no fault of the bus.'),
  },
  consumerGone: {
    consumer: text(
      'Mfumo wako ulikata mawasiliano au haukusoma jibu kwa wakati. Angalia muda wake wa kusubiri na mtandao wake.',
      'Your system broke off, or did not read the answer in time. Look at how long it waits, and at its network.',
    ),
    provider: nothing,
    bus: nothing,
  },
  late: {
    consumer: text(
      'Angalia kitambulisho cha ombi (requestId) ulichotaja: hakijulikani, au kimeshajibiwa.',
      'Look at the requestId you named: it is not known, or it has been answered.',
    ),
    provider: text(
      'Jibu la kuchelewa lazima litaje requestId ya ombi linalosubiri, mara moja tu.',
      'A late answer names the requestId of a request that waits, once only.',
    ),
    bus: nothing,
  },
  receipt: {
    consumer: text(
      'Risiti huombwa kwenye basi lililobeba muamala, na mfumo uliohusika.',
      'A receipt is asked for at the gateway that carried the exchange, by a system that took part.',
    ),
    provider: nothingProvider,
    bus: nothing,
  },
} as const
