import { setTimeout as delay } from 'node:timers/promises'
import type { ProcessTree } from '#step-kit/processes/process-tree.ts'
import type { SessionDefinition, SessionOpener } from '#step-kit/step-context.ts'

/** The long-lived things that the rows of a run share. */
export interface Sessions {
  /** Gives the open session of this kind and key, opening it once for all who ask at the same time. */
  get<T>(definition: SessionDefinition<T>): Promise<T>
  /** Closes all; gives one sentence for each that did not close. */
  closeAll(): Promise<readonly string[]>
}

interface Open {
  readonly definition: SessionDefinition<unknown>
  readonly opening: Promise<unknown>
  session?: { readonly value: unknown }
}

/** Milliseconds a session may take to close. */
const closingLimit = 10_000

/** Makes an empty pool. Its sessions are told to end when the pool closes. */
export const createSessions = (options: {
  readonly root: string
  readonly processes: ProcessTree
  readonly mask: (text: string) => string
}): Sessions => {
  const open = new Map<string, Open>()
  const ended = new AbortController()

  const opener = (label: string): SessionOpener => ({
    root: options.root,
    signal: ended.signal,
    mask: options.mask,
    start: (request) =>
      options.processes.start(request, { cwd: options.root, label, signal: ended.signal }),
  })

  const begin = (key: string, definition: SessionDefinition<unknown>): Open => {
    const entry: Open = {
      definition,
      opening: Promise.resolve().then(() => definition.open(opener(key))),
    }
    open.set(key, entry)
    entry.opening.then(
      (value) => {
        entry.session = { value }
      },
      // One that failed to open is tried again by the next who asks.
      () => forget(key, entry),
    )
    return entry
  }

  const forget = (key: string, entry: Open): void => {
    if (open.get(key) === entry) open.delete(key)
  }

  return {
    get: async <T>(definition: SessionDefinition<T>): Promise<T> => {
      ended.signal.throwIfAborted()
      const key = `${definition.kind} ${definition.key}`
      const known = open.get(key)
      if (known?.session && !definition.isAlive(known.session.value as T)) {
        forget(key, known)
        // It is known to be gone: what closing it says is of no use to anyone.
        await close(known).catch(() => undefined)
      }
      const entry = open.get(key) ?? begin(key, definition as SessionDefinition<unknown>)
      return (await entry.opening) as T
    },
    closeAll: async () => {
      const entries = [...open]
      open.clear()
      const problems = await Promise.all(
        entries.map(async ([key, entry]) => {
          try {
            await close(entry)
            return []
          } catch (error) {
            return [`Session ${key} did not close: ${messageOf(error)}`]
          }
        }),
      )
      ended.abort()
      return problems.flat()
    },
  }
}

const close = async (entry: Open): Promise<void> => {
  const given = new AbortController()
  const tooLate = delay(closingLimit, 'late', { signal: given.signal, ref: false })
  try {
    const ended = await Promise.race([closeOpened(entry), tooLate])
    if (ended === 'late') throw new Error(`no end within ${closingLimit / 1000} s`)
  } finally {
    given.abort()
    tooLate.catch(() => undefined)
  }
}

const closeOpened = async ({ definition, opening }: Open): Promise<void> => {
  // A session that never opened has nothing to close.
  const session = await opening.then(
    (value) => ({ value }),
    () => undefined,
  )
  if (session) await definition.close(session.value)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : `${error}`)
