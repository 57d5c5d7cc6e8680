import { dirname, join } from 'node:path'
import { type Checkpoint, openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { allocateSegment } from './committer.ts'
import { type DurableFiles, errorCode, ignoring, syncDirectory, synced } from './durable-files.ts'
import { JournalFatalError, JournalWriteError } from './journal-errors.ts'
import { EMPTY_ROOT, equal, HASH_BYTES, leafHash } from './merkle.ts'
import { type NoteSigner, noteVerifier } from './note.ts'
import { decodeBundle, fullTilePath, TILE_WIDTH, type TileAddress, tilePath } from './tile.ts'
import { type HashTile, TileTree } from './tile-tree.ts'
import { type Frame, listSegments, segmentPath, sparePath, walDirectory, WalReader } from './wal.ts'

export interface PublisherOptions {
  readonly files: DurableFiles
  readonly dir: string
  readonly signer: NoteSigner
  readonly segmentBytes: number
  /** A publication that has more to do is cut into steps, each with its own checkpoint. */
  readonly stepEntries: number
}

/** What the publisher keeps in memory between two publications. */
interface Published {
  /** Size of the checkpoint on disk. */
  size: number
  /** The tree of the checkpoint, and what was absorbed since. */
  readonly tree: TileTree
  /** The entry bundle that is not full, in pieces. */
  bundle: Uint8Array[]
  /** Paths of the partial tiles the last checkpoint needed: on disk, durable, not to be written again. */
  partials: ReadonlySet<string>
  /** Where the next entries are read; opened when they are first needed. */
  wal: WalReader | undefined
}

/** Bytes a checkpoint may have; ours have about 200. */
const CHECKPOINT_BYTES_MAX = 1 << 16
const BUNDLE_BYTES_MAX = TILE_WIDTH * (2 + 65_535)

/**
 * Turns durable entries into tiles and signed checkpoints. It reads the entries back from the write-ahead log, so what
 * is signed is what the disk holds. A publication that fails half way is forgotten: the next one starts again from the
 * checkpoint on disk, which is also how a restart begins.
 */
export class Publisher {
  readonly #options: PublisherOptions
  #published: Published | undefined
  /** Directories whose names changed since the last checkpoint. */
  readonly #touched = new Set<string>()
  readonly #made = new Set<string>()
  /** Tiles under their names whose bytes the disk may not have yet. */
  #unsynced: string[] = []
  #filled: string[] = []

  constructor(options: PublisherOptions) {
    this.#options = options
  }

  /** Loads the published state. On an empty directory it publishes the empty tree first. Returns the published size. */
  open(): number {
    const { files, dir } = this.#options
    if (!files.list(dir).includes('checkpoint')) {
      const strange = [...files.list(walDirectory(dir)), ...files.list(join(dir, 'tile'))]
      if (strange.length > 0)
        throw new JournalFatalError(
          'there is a log without its checkpoint; restore it or start afresh',
        )
      this.#writeCheckpoint({ origin: this.#options.signer.name, size: 0, root: EMPTY_ROOT })
    }
    this.#published = this.#load()
    return this.#published.size
  }

  /**
   * Writes the tiles that entries up to `durable` fill, without a checkpoint: the work of a publication, done while the
   * entries arrive, so that a publication is short and the commits beside it find the disk free. Throws like `publish`.
   */
  absorb(durable: number): void {
    this.#attempt((published) => this.#take(published, durable))
  }

  /**
   * Publishes entries up to `durable` and returns the size published. Throws JournalWriteError when the disk refused
   * (try again later), JournalFatalError otherwise.
   */
  publish(durable: number): number {
    return this.#attempt((published) => {
      while (published.size < durable) this.#step(published, durable)
      return published.size
    })
  }

  #attempt<T>(action: (published: Published) => T): T {
    try {
      return action((this.#published ??= this.#load()))
    } catch (cause) {
      this.#forget()
      if (cause instanceof JournalFatalError) throw cause
      if (errorCode(cause) === undefined)
        throw new JournalFatalError('publication broke', { cause })
      throw new JournalWriteError("couldn't publish", { cause })
    }
  }

  /** Has a segment ready before the committer needs one. It can always make its own, so a full disk is no matter. */
  prepareSpare(): void {
    const { files, dir, segmentBytes } = this.#options
    const preparing = join(walDirectory(dir), 'preparing')
    try {
      if (files.list(walDirectory(dir)).includes('spare')) return
      allocateSegment(files, preparing, segmentBytes)
      files.rename(preparing, sparePath(dir))
    } catch (error) {
      if (errorCode(error) === undefined) throw error
    }
  }

  close(): void {
    this.#forget()
  }

  #forget(): void {
    this.#published?.wal?.close()
    this.#published = undefined
    this.#touched.clear()
    this.#made.clear()
    this.#unsynced = []
    this.#filled = []
  }

  /** The state the checkpoint on disk stands for, proved against its root. */
  #load(): Published {
    const { signer } = this.#options
    const checkpoint = this.#readCheckpoint()
    const { size } = checkpoint
    const tree = TileTree.load(size, (tile) => this.#readTile(tile, tile.width * HASH_BYTES))
    if (!equal(tree.root(), checkpoint.root))
      throw new JournalFatalError(
        `the tiles do not have the root of the checkpoint of ${signer.name}`,
      )
    const bundle = this.#loadBundle(tree)
    const partials = new Set(partialTiles(tree).map(tilePath))
    return { size, tree, bundle, partials, wal: undefined }
  }

  #loadBundle(tree: TileTree): Uint8Array[] {
    const width = tree.size % TILE_WIDTH
    if (width === 0) return []
    const n = Math.floor(tree.size / TILE_WIDTH)
    const bundle = this.#readTile({ level: 'entries', n, width }, BUNDLE_BYTES_MAX)
    const hashes = Buffer.concat(decodeBundle(bundle, width).map(leafHash))
    const [leaves] = tree.partials()
    if (leaves === undefined || !leaves.hashes.equals(hashes))
      throw new JournalFatalError('the last entry bundle does not match its hash tile')
    return [bundle]
  }

  #readCheckpoint(): Checkpoint {
    const { dir, signer } = this.#options
    const note = this.#readFile(join(dir, 'checkpoint'), CHECKPOINT_BYTES_MAX)
    try {
      return openCheckpoint(note.toString('utf8'), noteVerifier(signer.vkey))
    } catch (cause) {
      throw new JournalFatalError(`the checkpoint is not one of ${signer.name}`, { cause })
    }
  }

  /** A partial tile as the checkpoint needs it. It is durable since before the checkpoint was written. */
  #readTile(tile: TileAddress, bytesMax: number): Buffer {
    return this.#readFile(join(this.#options.dir, tilePath(tile)), bytesMax)
  }

  #readFile(path: string, bytesMax: number): Buffer {
    const { files } = this.#options
    const fd = files.open(path, 'r')
    try {
      const bytes = Buffer.alloc(bytesMax)
      return bytes.subarray(0, files.read(fd, bytes, 0))
    } finally {
      files.close(fd)
    }
  }

  /**
   * One checkpoint further. Order: full tiles as they fill, then the partial ones, each written aside and renamed; then
   * their bytes (fsync of every tile written since the last checkpoint), then the names (fsync of every directory touched);
   * then the checkpoint; only then are partial tiles that are now full and segments of the write-ahead log that are now in
   * tiles let go. Syncing them together, after the fact, costs the disk one flush instead of one each; a crash before it
   * leaves tiles that no checkpoint speaks of, and they are written again.
   */
  #step(published: Published, durable: number): void {
    const { dir, signer, stepEntries, files } = this.#options
    const { tree } = published
    this.#take(published, Math.min(durable, published.size + stepEntries))
    const partials = partialTiles(tree)
    for (const tile of partials)
      if (!published.partials.has(tilePath(tile)))
        this.#writeTile(tile, tile.level === 'entries' ? published.bundle : [tile.hashes])
    for (const path of this.#unsynced) this.#syncTile(path)
    this.#unsynced = []
    for (const directory of this.#touched) syncDirectory(files, directory)
    this.#touched.clear()
    this.#made.clear()
    this.#writeCheckpoint({ origin: signer.name, size: tree.size, root: tree.root() })
    published.size = tree.size
    published.partials = new Set(partials.map(tilePath))
    for (const path of this.#filled.splice(0)) files.remove(join(dir, `${path}.p`))
    this.#dropSegments(published)
  }

  /** The next frame; there is one, because the committer said how far the log is durable. */
  #nextFrame(published: Published): Frame {
    const wal = (published.wal ??= this.#openWal(published.tree.size))
    const frame = wal.next()
    if (frame !== undefined) return frame
    const following = wal.following()
    const next = following?.next()
    if (following === undefined || next === undefined)
      throw new JournalFatalError(`the write-ahead log has lost entry ${wal.index}`)
    wal.close()
    published.wal = following
    return next
  }

  #openWal(size: number): WalReader {
    const { files, dir } = this.#options
    const first = listSegments(files, dir).findLast((index) => index <= size)
    if (first === undefined)
      throw new JournalFatalError(`the write-ahead log has lost entry ${size}`)
    return new WalReader(files, dir, first)
  }

  /** Takes whole frames until the tree has `size` entries. */
  #take(published: Published, size: number): void {
    while (published.tree.size < size) this.#takeFrame(published, this.#nextFrame(published))
  }

  #takeFrame(published: Published, frame: Frame): void {
    const entries = decodeBundle(frame.body, frame.count)
    let index = frame.firstIndex
    for (const entry of entries) {
      // A segment may begin before the checkpoint: these entries are in tiles already.
      if (index++ < published.tree.size) continue
      const start = entry.byteOffset - frame.body.byteOffset - 2
      published.bundle.push(frame.body.subarray(start, start + 2 + entry.length))
      published.tree.append(leafHash(entry), (tile) => {
        if (tile.level === 0) {
          this.#writeTile({ level: 'entries', n: tile.n, width: TILE_WIDTH }, published.bundle)
          published.bundle = []
        }
        this.#writeTile(tile, [tile.hashes])
      })
    }
  }

  /** Writes a tile aside and puts it under its name: no reader ever sees a half of it. Durable before the checkpoint is. */
  #writeTile(tile: TileAddress, pieces: readonly Uint8Array[]): void {
    const { dir, files } = this.#options
    const path = join(dir, tilePath(tile))
    this.#makeDirectory(dirname(path))
    const aside = this.#writeAside(pieces)
    files.rename(aside, path)
    this.#unsynced.push(path)
    this.#touched.add(dirname(path))
    if (tile.width === TILE_WIDTH) this.#filled.push(fullTilePath(tile.level, tile.n))
  }

  #makeDirectory(path: string): void {
    if (path === this.#options.dir || this.#made.has(path)) return
    this.#makeDirectory(dirname(path))
    this.#options.files.mkdir(path)
    this.#made.add(path)
    this.#touched.add(dirname(path))
  }

  #writeCheckpoint(checkpoint: Checkpoint): void {
    const { files, dir, signer } = this.#options
    this.#replaceFile(join(dir, 'checkpoint'), Buffer.from(signCheckpoint(checkpoint, [signer])))
    syncDirectory(files, dir)
  }

  #syncTile(path: string): void {
    const { files } = this.#options
    const fd = files.open(path, 'r')
    try {
      // Linux tells a new descriptor of a write-back error that nobody has been told of, so none is missed.
      synced(path, () => files.fsync(fd))
    } finally {
      files.close(fd)
    }
  }

  /** The checkpoint replaces its predecessor, so its bytes must be durable before it has the name. */
  #replaceFile(path: string, bytes: Uint8Array): void {
    const { files } = this.#options
    const aside = this.#writeAside([bytes], true)
    files.rename(aside, path)
  }

  #writeAside(pieces: readonly Uint8Array[], sync = false): string {
    const { files, dir } = this.#options
    const aside = join(dir, 'publishing')
    const fd = files.open(aside, 'w')
    try {
      files.write(fd, pieces, 0)
      if (sync) synced(aside, () => files.fsync(fd))
    } finally {
      files.close(fd)
    }
    return aside
  }

  /** Lets go of the segments that are wholly in tiles; one of them waits as the spare. */
  #dropSegments({ wal }: Published): void {
    const { files, dir } = this.#options
    const spent = listSegments(files, dir).filter((first) => first < (wal?.segment.firstIndex ?? 0))
    for (const first of spent)
      ignoring('ENOENT', () => files.rename(segmentPath(dir, first), sparePath(dir)))
    if (spent.length > 0) syncDirectory(files, walDirectory(dir))
  }
}

/** The tiles a checkpoint of this tree needs besides full ones: hash tiles, and the entry bundle of the same width. */
function partialTiles(tree: TileTree): (HashTile | (TileAddress & { level: 'entries' }))[] {
  const width = tree.size % TILE_WIDTH
  if (width === 0) return tree.partials()
  const n = Math.floor(tree.size / TILE_WIDTH)
  return [...tree.partials(), { level: 'entries', n, width }]
}
