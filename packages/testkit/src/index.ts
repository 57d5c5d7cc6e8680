export { startChild, waitFor, type Child } from './child.ts'
export { startCountry, type Country } from './country.ts'
export { connect, type Connector, type WireAnswer } from './connector.ts'
export {
  sendLateAnswer,
  startConstellation,
  type Constellation,
  type ConstellationOptions,
} from './constellation.ts'
export {
  demoSnapshot,
  makeClients,
  type DemoSnapshotOptions,
  type TestClient,
  type TestClients,
  type TestParty,
} from './demo-snapshot.ts'
export { fetchJournal, type LoggedEntry } from './fetch-journal.ts'
export { freePorts } from './free-ports.ts'
export {
  startGateway,
  type GatewayKeys,
  type GatewayOptions,
  type GatewayProcess,
} from './gateway-process.ts'
export { makeKey, sealFor, type TestKey } from './keys.ts'
export { startParty, type Behaviour, type PartyServer, type Seen } from './party-server.ts'
export { sendRaw, type RawAnswer, type RawPart } from './raw-http.ts'
export { createHelper, type GovEsbHelper } from './govesb-helper.ts'
