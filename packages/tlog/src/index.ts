export {
  Frontier,
  leafHash,
  nodeHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
export { TlogError } from './tlog-error.ts'
export { noteSigner, noteVerifier, openNote, parseNote, signNote } from './note.ts'
export { type Checkpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
export { cosignatureTime, cosignatureVerifier, cosigner } from './cosignature.ts'
export {
  formatProof,
  parseProof,
  type ProofPolicy,
  type ProvedEntry,
  verifyProof,
} from './proof-file.ts'
export { ENTRY_BYTES_MAX, parseTilePath, type TileAddress } from './tile.ts'
export {
  directoryTiles,
  type EntryBatch,
  type FetchTile,
  httpTiles,
  TileReader,
} from './tile-reader.ts'
export {
  JournalFatalError,
  JournalLockedError,
  JournalOverloadError,
  JournalRefusedError,
  JournalWriteError,
} from './journal-errors.ts'
export { type Journal, type JournalOptions, type JournalStats, openJournal } from './journal.ts'
export { fsck, type FsckReport } from './fsck.ts'
