import type { SnapshotVersion } from './snapshot-store.ts'

type Cause = 'changed' | 'other-key' | 'expiring'

/** A snapshot is replaced when something changed, when it cannot be verified any more, and at half of its life. */
export function whyPublish(
  latest: SnapshotVersion | undefined,
  changed: boolean,
  key: string,
  now: Date,
  lifetimeMs: number,
): Cause | undefined {
  if (!latest || changed) return 'changed'
  if (latest.signingKey !== key) return 'other-key'
  return latest.expiresAt.getTime() - now.getTime() < lifetimeMs / 2 ? 'expiring' : undefined
}

/**
 * One more than the last, and never below the seconds since 1970: a database restored from a backup would otherwise
 * publish versions that the gateways have passed, and they refuse to go back.
 */
export function nextVersion(latest: SnapshotVersion | undefined, now: Date): number {
  return Math.max((latest?.version ?? 0) + 1, Math.floor(now.getTime() / 1000))
}
