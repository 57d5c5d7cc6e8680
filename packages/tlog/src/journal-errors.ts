/**
 * Every way the journal says no. `JournalFatalError` ends the journal: what is durable is no longer known, and only a
 * fresh open, which reads the disk, may say. After any of the others the journal goes on.
 */

/** The entry is not recorded and never will be: the disk refused. The next append tries again. */
export class JournalWriteError extends Error {
  override readonly name = 'JournalWriteError'
}

/** The entry is not recorded: more is waiting for the disk than the journal may hold. Nothing was assigned. */
export class JournalOverloadError extends Error {
  override readonly name = 'JournalOverloadError'
}

/** The entry is over 65,535 bytes in UTF-8, or the journal is closed. Nothing was assigned. */
export class JournalRefusedError extends Error {
  override readonly name = 'JournalRefusedError'
}

/** Another process that is alive has this journal open. */
export class JournalLockedError extends Error {
  override readonly name = 'JournalLockedError'
}

/** The state of durable things is unknown or contradicts itself. Entries that wait may or may not be recorded. */
export class JournalFatalError extends Error {
  override readonly name = 'JournalFatalError'
}
