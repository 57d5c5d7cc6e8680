/** The whole command line on one screen, Swahili first. */
export function helpText(): string {
  return `mtandao: amri za Serikali Mtandao / the commands of Serikali Mtandao

  up [--no-demo] [--quiet]
      Washa yote: PostgreSQL, jukwaa, basi, nchi ya mfano (ndiyo npm start).
      Start everything: PostgreSQL, platform, gateway, demo country (this is npm start).

  admin create --email ANUANI --name "JINA KAMILI" [--force] [--json]
      Mwalike afisa wa kwanza wa e-GA; kiungo kinatumika mara moja.
      Invite the first e-GA officer; the link works once.

  receipt verify FILE [--vkey KEY|FILE] [--request BODYFILE] [--response BODYFILE] [--json]
      Hakiki risiti bila mtandao. --vkey ni ufunguo wa kumbukumbu ulioupata kwa njia nyingine.
      Verify a receipt offline. --vkey is the log's key, which you got by another way.

  journal fsck DIR [--vkey KEY|FILE] [--json]
      Kokotoa upya mti wote wa kumbukumbu na ulinganishe. / Re-derive the whole tree of a journal.

  journal serve DIR [--port 8099] [--json]
      Toa vigae vya kumbukumbu kwa HTTP, kusoma tu. / Serve a journal's tiles over HTTP, read-only.

  snapshot show FILE [--key SPKI|FILE] [--json]
      Onyesha ramani ya njia iliyosainiwa. / Show a signed routing snapshot.

  keys make NAME [--curve P-256|secp256k1|Ed25519] [--json]
      Tengeneza jozi ya funguo za mteja hapa hapa. / Make a client's key pair on this machine.

  help

Kutoka npm / From npm:  npm run mtandao -- receipt verify risiti.json
Matokeo / Exit codes:   0 sawa / right · 1 si sahihi / not right · 2 amri au faili halikueleweka / not understood
                        3 haikuwaka / could not start`
}
