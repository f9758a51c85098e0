import { readFile, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import { endedBy } from '#step-kit/ended-by.ts'
import type { StepContext } from '#step-kit/step-context.ts'
import { defineStep } from '#step-kit/step-definition.ts'
import { fromField, pathFrom } from './path-from.ts'

const textLimit = 16 * 1024 * 1024

const input = z
  .strictObject({
    file: z.string().optional().describe('waits until this file exists'),
    contains: z.string().optional().describe('… and contains this text (of at most 16 MiB)'),
    changes: z
      .boolean()
      .optional()
      .describe('… and differs in time or size from when the row began'),
    from: fromField,
    tcp: z
      .string()
      .regex(/^.+:\d{1,5}$/)
      .optional()
      .describe('waits until `host:port` accepts a connection'),
    argv: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('waits until this program, run again and again, ends with code 0'),
    interval: z.number().positive().default(0.5).describe('time between two looks, seconds'),
  })
  .refine(
    (given) =>
      [given.file, given.tcp, given.argv].filter((each) => each !== undefined).length === 1,
    {
      error: 'give exactly one of file, tcp and argv',
    },
  )

const output = z.object({
  seconds: z.number().describe('how long it took, seconds'),
  attempts: z.int().describe('number of looks'),
})

/** `core.wait_until` */
export const waitUntil = defineStep({
  name: 'core.wait_until',
  doc: 'Waits until a file exists or changes, a TCP port accepts connections, or a command succeeds. The time limit is the `timeout` of the row: when it passes, the row blocks and says what was seen last.',
  input,
  output,
  effect: 'read',
  timeout: 300_000,
  run: async (given, context) => {
    const started = performance.now()
    const look = await watcherOf(given, context)
    for (let attempts = 1; ; attempts++) {
      const missing = await lookOnce(look, context)
      if (missing === undefined) {
        return { seconds: (performance.now() - started) / 1000, attempts }
      }
      await pause(given.interval * 1000, undefined, { signal: context.signal }).catch(() => {
        throw stillWaiting(missing, context)
      })
    }
  },
})

/** Undefined when it has come, otherwise what is still missing. */
type Look = () => Promise<string | undefined>

const lookOnce = async (look: Look, context: StepContext): Promise<string | undefined> => {
  const missing = await look()
  if (missing !== undefined && context.signal.aborted) throw stillWaiting(missing, context)
  return missing
}

const stillWaiting = (missing: string, { signal }: StepContext): HarnessError =>
  endedBy(signal, `Still waiting: ${missing}`)

const watcherOf = async (given: z.output<typeof input>, context: StepContext): Promise<Look> => {
  if (given.file !== undefined) return fileWatcher(given.file, given, context)
  if (given.tcp !== undefined) return portWatcher(given.tcp, context)
  return commandWatcher(given.argv ?? [], context)
}

const fileWatcher = async (
  file: string,
  { contains, changes, from }: z.output<typeof input>,
  context: StepContext,
): Promise<Look> => {
  const before = changes ? await stateOf(await pathFrom(file, from, context)) : undefined
  return async () => {
    const place = await pathFrom(file, from, context)
    const state = await stateOf(place)
    if (state === undefined) return `the file ${file} does not exist.`
    if (state.mark === before?.mark) return `the file ${file} has not changed.`
    if (contains === undefined) return undefined
    if (state.size > textLimit)
      throw new HarnessError('too-large', `${file} has ${state.size} bytes.`)
    const text = await readFile(place, 'utf8')
    return text.includes(contains) ? undefined : `the file ${file} does not contain "${contains}".`
  }
}

interface FileState {
  readonly size: number
  /** Differs when the file was written or replaced. */
  readonly mark: string
}

const stateOf = async (place: string): Promise<FileState | undefined> => {
  const found = await stat(place, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw new HarnessError('not-found', `${place} cannot be looked at: ${error.message}.`, {
      cause: error,
    })
  })
  return found && { size: Number(found.size), mark: `${found.ino} ${found.mtimeNs} ${found.size}` }
}

const portWatcher = (address: string, { signal }: StepContext): Look => {
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  const port = Number(address.slice(colon + 1))
  let last = `no answer from ${address}.`
  return () =>
    new Promise((resolve) => {
      const socket = connect({ host, port })
      const finish = (missing?: string) => {
        signal.removeEventListener('abort', give)
        socket.destroy()
        resolve(missing)
      }
      const give = () => finish(last)
      socket.once('connect', () => finish())
      socket.once('error', (error: NodeJS.ErrnoException) => {
        last = `no connection to ${address} (${error.code ?? error.message}).`
        finish(last)
      })
      signal.addEventListener('abort', give, { once: true })
    })
}

const commandWatcher = (argv: readonly string[], context: StepContext): Look => {
  const [program = '', ...args] = argv
  return async () => {
    const { exitCode, signal, stdout, stderr } = await context.process({ argv: [program, ...args] })
    if (exitCode === 0) return undefined
    const said = (stderr.trim() || stdout.trim()).split('\n').at(-1)?.slice(0, 300) ?? ''
    return `"${program}" ended with ${signal ?? `code ${exitCode}`}${said === '' ? '.' : `: ${said}`}`
  }
}
