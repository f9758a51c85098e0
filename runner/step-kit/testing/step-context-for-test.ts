import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sha256 } from '#domain/content-hash.ts'
import type { EvidenceRef } from '#domain/evidence.ts'
import type { SoftwareVersion } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { createProcessTree } from '#step-kit/processes/create-process-tree.ts'
import { createSecretMasker } from '#step-kit/secrets/create-secret-masker.ts'
import type { NewEvidence, SessionDefinition, StepContext } from '#step-kit/step-context.ts'

/** What a test may set. */
export interface StepContextOptions {
  /** Absolute path of the root; absent: an empty folder of its own. */
  readonly root?: string
  /** Values of secrets by name. */
  readonly secrets?: { readonly [name: string]: string }
  /** Milliseconds until the row times out; default 60 s. */
  readonly timeout?: number
}

/** Evidence that a step kept. */
interface KeptEvidence {
  readonly ref: EvidenceRef
  readonly bytes: Uint8Array
  /** The bytes as text. */
  readonly text: string
}

/** A step's context with real processes, temporary folders, and evidence in memory. */
export interface StepContextForTest extends StepContext {
  /** What was attached, in order. */
  readonly kept: readonly KeptEvidence[]
  readonly software: readonly SoftwareVersion[]
  /** Aborts the signal, as a time-out does, or with a reason of the test. */
  abort(reason?: unknown): void
  /** Closes sessions, ends programs, removes folders. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Makes a context for one test: `await using context = await stepContextForTest()`. */
export const stepContextForTest = async ({
  root,
  secrets = {},
  timeout = 60_000,
}: StepContextOptions = {}): Promise<StepContextForTest> => {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'lvv-step-')))
  const workDir = path.join(folder, 'work')
  const ownRoot = path.join(folder, 'root')
  await Promise.all([workDir, ownRoot].map((each) => mkdir(each)))

  const masker = createSecretMasker(Object.values(secrets))
  const processes = createProcessTree({ masker })
  const stop = new AbortController()
  const abort = (
    reason: unknown = new HarnessError('timeout', `The row timed out after ${timeout} ms.`),
  ) => stop.abort(reason)
  const timer = setTimeout(abort, timeout)
  const kept: KeptEvidence[] = []
  const software: SoftwareVersion[] = []
  const label = 'SELF-T1 row'
  const sessions = openSessions({
    root: root ?? ownRoot,
    signal: stop.signal,
    mask: masker.maskText,
    start: (request) => processes.start(request, { cwd: workDir, label }),
  })

  const attach = async (evidence: NewEvidence): Promise<EvidenceRef> => {
    const bytes = await contentOf(evidence, masker.maskText)
    const { name, mediaType } = evidence
    const ref = { sha256: sha256(bytes), name, mediaType, size: bytes.length }
    kept.push({ ref, bytes, text: Buffer.from(bytes).toString() })
    return ref
  }
  return {
    root: root ?? ownRoot,
    workDir,
    signal: stop.signal,
    deadline: Date.now() + timeout,
    label,
    attach,
    evidencePath: async (ref) => {
      const found = kept.find((each) => each.ref.sha256 === ref.sha256)
      if (!found) throw new HarnessError('evidence-missing', `There is no evidence ${ref.sha256}.`)
      const file = path.join(folder, ref.sha256)
      await writeFile(file, found.bytes)
      return file
    },
    process: (request) =>
      processes.run(request, { signal: stop.signal, cwd: workDir, label, attach }),
    session: sessions.session,
    reportSoftware: (products) => void software.push(...products),
    mask: masker.maskText,
    secret: (name) => {
      const value = secrets[name]
      if (value === undefined) {
        throw new HarnessError('environment-variable', `There is no secret "${name}".`)
      }
      return value
    },
    kept,
    software,
    abort,
    [Symbol.asyncDispose]: async () => {
      clearTimeout(timer)
      await sessions.closeAll()
      await processes.stopAll()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const contentOf = async (
  evidence: NewEvidence,
  mask: (text: string) => string,
): Promise<Uint8Array> => {
  if (evidence.text !== undefined) return Buffer.from(mask(evidence.text))
  if (evidence.bytes !== undefined) return evidence.bytes
  if (evidence.path !== undefined) return readFile(evidence.path)
  const chunks: Uint8Array[] = []
  for await (const chunk of evidence.stream ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}

type Opener = Parameters<SessionDefinition<unknown>['open']>[0]

/** Sessions by kind and key, opened once and again when they are gone. */
const openSessions = (opener: Opener) => {
  const open = new Map<string, { readonly session: unknown; close(): Promise<void> }>()
  return {
    session: async <T>(definition: SessionDefinition<T>): Promise<T> => {
      const id = `${definition.kind} ${definition.key}`
      const earlier = open.get(id)
      if (earlier && definition.isAlive(earlier.session as T)) return earlier.session as T
      const session = await definition.open(opener)
      open.set(id, { session, close: () => definition.close(session) })
      return session
    },
    closeAll: async (): Promise<void> => {
      for (const { close } of open.values()) await close()
    },
  }
}
