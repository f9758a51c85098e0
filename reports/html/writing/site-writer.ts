import { hash, randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'
import { type Manifest, manifestName, readManifest } from './manifest.ts'
import { startWriting, type WritingThread } from './writing-thread.ts'

/**
 * Writes the files of a site. A new site is made beside its place and moved there whole; of one that exists only
 * what differs is replaced, each file by a rename, so that nobody ever reads half a page.
 */
export class SiteWriter {
  readonly #out: string
  readonly #folder: string
  readonly #before: Manifest | undefined
  readonly #files: { [path: string]: string } = {}
  readonly #folders = new Set<string>()
  /** Only a new site is written by a thread: in an old one each file is put in its place by a rename. */
  readonly #thread: WritingThread | undefined
  #written = 0

  private constructor(out: string, folder: string, before: Manifest | undefined) {
    this.#out = out
    this.#folder = folder
    this.#before = before
    this.#thread = before ? undefined : startWriting()
  }

  /**
   * Opens a place for writing.
   * @throws HarnessError `bad-input` where there is something that is no site of ours.
   */
  static async open(out: string): Promise<SiteWriter> {
    const before = await readManifest(out)
    if (before) {
      const writer = new SiteWriter(out, out, before)
      // Whoever is killed from here on leaves a site that is known to be unfinished.
      writer.#writeManifest({ ...before, input: '' })
      return writer
    }
    await refuseForeign(out)
    mkdirSync(dirname(out), { recursive: true })
    await removeLeftovers(out)
    const beside = join(
      dirname(out),
      `.${basename(out)}-${process.pid}-${randomUUID().slice(0, 8)}`,
    )
    mkdirSync(beside)
    return new SiteWriter(out, beside, undefined)
  }

  /** Writes a file unless it is there with the same content. */
  write(path: string, text: string | Uint8Array): void {
    const digest = hash('sha256', text, 'base64url').slice(0, 22)
    if (!this.#isNew(path, digest)) return
    const thread = this.#thread
    this.#place(path, (file) => (thread ? thread.write(file, text) : writeFileSync(file, text)))
  }

  /** Copies a file that is named by its content, unless it is there. */
  copy(path: string, source: string): void {
    if (!this.#isNew(path, 'by-name')) return
    this.#place(path, (file) => copyFileSync(source, file))
  }

  /** Removes what the site held before and holds no more, writes the manifest, and puts a new site in its place. */
  async finish(
    summary: Pick<Manifest, 'input' | 'pages' | 'missing'>,
  ): Promise<{ readonly written: number; readonly removed: number }> {
    const gone = Object.keys(this.#before?.files ?? {}).filter(
      (path) => this.#files[path] === undefined,
    )
    for (const path of gone) rmSync(join(this.#folder, path), { force: true })
    await this.#thread?.finish()
    this.#writeManifest({
      site: 'lvv',
      format: 1,
      index: 'index.html',
      ...summary,
      files: this.#files,
    })
    if (this.#folder !== this.#out) {
      await rm(this.#out, { recursive: true, force: true })
      await rename(this.#folder, this.#out)
    }
    return { written: this.#written, removed: gone.length }
  }

  /** Leaves nothing behind of a site that could not be made. */
  async abandon(): Promise<void> {
    await this.#thread?.stop()
    if (this.#folder !== this.#out) await rm(this.#folder, { recursive: true, force: true })
  }

  // A manifest that is unfinished says nothing about its files.
  #isNew(path: string, digest: string): boolean {
    if (this.#files[path] !== undefined) return false
    this.#files[path] = digest
    if (this.#before?.files[path] !== digest || this.#before.input === '') return true
    return statSync(join(this.#folder, path), { throwIfNoEntry: false }) === undefined
  }

  #place(path: string, make: (file: string) => void): void {
    const file = join(this.#folder, path)
    const folder = dirname(file)
    if (!this.#folders.has(folder)) {
      mkdirSync(folder, { recursive: true })
      this.#folders.add(folder)
    }
    if (this.#before) {
      make(`${file}.part`)
      renameSync(`${file}.part`, file)
    } else {
      make(file)
    }
    this.#written += 1
  }

  #writeManifest(manifest: Manifest): void {
    const file = join(this.#folder, manifestName)
    writeFileSync(`${file}.part`, JSON.stringify(manifest))
    renameSync(`${file}.part`, file)
  }
}

/** What a process that was killed left beside its place. */
const removeLeftovers = async (out: string): Promise<void> => {
  const name = `.${basename(out)}-`
  for (const entry of await readdir(dirname(out))) {
    const [, pid] = entry.startsWith(name)
      ? (/^(\d+)-[0-9a-f]{8}$/.exec(entry.slice(name.length)) ?? [])
      : []
    if (pid === undefined || isAlive(Number(pid))) continue
    await rm(join(dirname(out), entry), { recursive: true, force: true })
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** An empty folder, or none, may become a site; anything else might be somebody's work. */
const refuseForeign = async (out: string): Promise<void> => {
  let found: readonly string[]
  try {
    found = await readdir(out)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw new HarnessError('bad-input', `The site cannot be written to ${out}: it is no folder.`, {
      cause: error,
      hint: 'Name a folder that is empty or does not exist yet.',
    })
  }
  if (found.length > 0) {
    throw new HarnessError(
      'bad-input',
      `The site cannot be written to ${out}: the folder holds "${found[0]}" and is no site of lvv.`,
      { hint: 'Name a folder that is empty or does not exist yet.' },
    )
  }
}
