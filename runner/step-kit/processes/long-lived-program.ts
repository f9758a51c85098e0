import { HarnessError } from '#domain/harness-error.ts'
import type { SecretMasker } from '#step-kit/secrets/secret-masker.ts'
import type { LongLivedProcess } from '#step-kit/step-context.ts'
import { linesOf } from './lines-of.ts'
import { endProgram, type Program, settlesWithin } from './program.ts'

/** Longest line of an answer, bytes. */
const maxLine = 64 * 1024 * 1024

/** Most bytes of standard error that are kept. */
const stderrLimit = 64 * 1024

/** Milliseconds that a program gets to end by itself once its input is closed. */
const goodbye = 500

/** Makes the pipes of a started program usable. */
export const openLongLived = (
  program: Program,
  name: string,
  masker: SecretMasker,
): LongLivedProcess => {
  const { stdin, stdout, stderr } = program
  const mask = masker.maskStream()
  let tail = ''
  stderr.setEncoding('utf8')
  stderr.on('data', (text: string) => {
    tail = (tail + mask.push(text)).slice(-stderrLimit)
  })
  stderr.on('error', () => undefined)
  stdin?.on('error', () => undefined)

  const lost = (cause?: Error): HarnessError => {
    const said = tail.trimEnd().split('\n').slice(-3).join('\n')
    return new HarnessError(
      'process-lost',
      `The program "${name}" (process ${program.pid}) is gone.${said === '' ? '' : ` It had said: ${said}`}`,
      { retryable: true, ...(cause && { cause }) },
    )
  }
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    stdin?.end()
    stdout.resume()
    if (!(await settlesWithin(program.closed, goodbye))) await endProgram(program)
  }
  return {
    pid: program.pid,
    write: (text) =>
      new Promise((resolve, reject) => {
        if (!stdin?.writable) return void reject(lost())
        stdin.write(text, (cause) => (cause ? reject(lost(cause)) : resolve()))
      }),
    lines: answersOf(program),
    stderrTail: () => tail,
    ended: program.exited,
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

async function* answersOf(program: Program): AsyncGenerator<string> {
  try {
    yield* linesOf(program.stdout, maxLine)
  } catch (error) {
    // The pipe was cut because the program is gone: no more lines, and `ended` tells the rest.
    if (error instanceof HarnessError) throw error
  }
}
