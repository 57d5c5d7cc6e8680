import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { EmbeddedPostgresError } from './embedded-error.ts'

/** The unprivileged user the server runs as when we are root; PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
  readonly name: string
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * Decides who runs the server. `undefined`: ourselves. As root: the owner of a cluster that exists already, else the
 * user behind `sudo`, else `postgres`, else `nobody`. No user is created.
 */
export function chooseUser(env: Env, dataDir: string, passwd = '/etc/passwd'): RunAs | undefined {
  const self = process.getuid?.()
  const owner = statSync(dataDir, { throwIfNoEntry: false })
  if (self === undefined) return undefined
  if (self !== 0) {
    if (owner && owner.uid !== self) throw notOwner(dataDir, owner.uid)
    return undefined
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `#${owner.uid}` }
  const users = readUsers(passwd)
  const sudoUid = Number(env['SUDO_UID'])
  if (Number.isInteger(sudoUid) && sudoUid > 0) {
    const gid = Number(env['SUDO_GID'])
    const known = users.find((user) => user.uid === sudoUid)
    const name = known?.name ?? `#${sudoUid}`
    return {
      uid: sudoUid,
      gid: Number.isInteger(gid) && gid > 0 ? gid : (known?.gid ?? sudoUid),
      name,
    }
  }
  const found =
    users.find((user) => user.name === 'postgres') ?? users.find((user) => user.name === 'nobody')
  if (found && found.uid > 0) return found
  throw new EmbeddedPostgresError('no-user', {
    sw: 'PostgreSQL haiwezi kuendeshwa na root, na hakuna mtumiaji «postgres» wala «nobody».',
    en: 'PostgreSQL cannot run as root, and there is neither a user «postgres» nor «nobody».',
  })
}

/** Whether the user may walk down to `path`: every folder above it must let it through. ACLs are not read. */
export function mayReach(user: RunAs, path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false })
    if (stat && !maySearch(user, stat)) return false
    if (folder === dirname(folder)) return true
  }
}

function maySearch(user: RunAs, { uid, gid, mode }: { uid: number; gid: number; mode: number }) {
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

function readUsers(passwd: string): RunAs[] {
  let text: string
  try {
    text = readFileSync(passwd, 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

function notOwner(dataDir: string, uid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError('not-owner', {
    sw: `Folda ya data ${dataDir} ni ya mtumiaji mwingine (uid ${uid}). Endesha kama mwanzo (root au mtumiaji huyo), au tumia folda nyingine.`,
    en: `The data folder ${dataDir} belongs to another user (uid ${uid}). Start as before (root or that user), or use another folder.`,
  })
}
