import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import type { JsonObject } from '#domain/json.ts'
import { installation } from './installation.ts'

const answerSchema = z.object({
  bindings: z.record(z.string(), z.json()),
  reused: z.boolean(),
})

/** The embedded facility, up. */
export interface Facility {
  /** What it adds to `env`. */
  readonly bindings: JsonObject
  /** True when everything was there already. */
  readonly reused: boolean
}

/** Longest answer line that is read. */
const answerLimit = 4 * 1024 * 1024

/**
 * Brings the embedded facility of a root up, or finds it up. Its progress goes to `say`, line by line. Throws
 * HarnessError `facility` with its own last words when it does not come up.
 */
export const bringUpFacility = async (
  root: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Facility> => {
  const program = join(installation.facility, 'up')
  const child = spawn(program, ['--dir', join(root, '.lvv', 'facility')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const stop = (): void => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, 'SIGTERM')
    } catch {
      // It has just ended by itself: nothing is left to stop.
    }
  }
  signal.addEventListener('abort', stop, { once: true })
  const said: string[] = []
  let answer = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (answer.length < answerLimit) answer += text
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line)
    if (said.length > 20) said.shift()
    say(line)
  })
  const code = await new Promise<number | null>((settle, reject) => {
    child.on('error', (cause) => {
      reject(
        new HarnessError('facility', `the embedded facility cannot be started: ${cause.message}`, {
          hint: `${program} must be there and executable.`,
          cause,
        }),
      )
    })
    child.on('close', settle)
  }).finally(() => signal.removeEventListener('abort', stop))
  if (signal.aborted)
    throw new HarnessError('interrupted', 'interrupted while the facility came up')
  if (code !== 0) {
    throw new HarnessError(
      'facility',
      `the embedded facility did not come up (exit code ${code}): ${said.at(-1) ?? 'it said nothing'}`,
      {
        hint: `Try \`${program} --dir DIR\` by hand, or run on another environment with --env NAME.`,
      },
    )
  }
  return parseAnswer(answer)
}

const parseAnswer = (text: string): Facility => {
  const line = text.trim().split('\n').at(-1) ?? ''
  try {
    const parsed = answerSchema.parse(JSON.parse(line))
    return { bindings: parsed.bindings as JsonObject, reused: parsed.reused }
  } catch (cause) {
    throw new HarnessError(
      'facility',
      `the embedded facility answered something unexpected: ${line.slice(0, 200)}`,
      { cause },
    )
  }
}
