import { constants } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import type { ProcessResult, StepContext } from '#step-kit/step-context.ts'
import { defineStep } from '#step-kit/step-definition.ts'

const word = z.union([z.string(), z.number(), z.bigint()]).transform(String)

const input = z.strictObject({
  argv: z
    .array(word)
    .min(1)
    .describe('program and its arguments, passed as they are: no shell takes them apart'),
  cwd: z
    .string()
    .optional()
    .describe('folder, relative to the root; absent: the empty work folder of this execution'),
  env: z
    .record(z.string(), word.nullable())
    .optional()
    .describe('variables beside PATH, HOME, LANG, TMPDIR and TZ=UTC; null removes one'),
  stdin: z.string().optional().describe('text for standard input; absent: empty'),
  shell: z
    .boolean()
    .default(false)
    .describe('`argv[0]` is a script for `/bin/sh`; the other words are its `$1`, `$2` …'),
  effect: z
    .enum(['read', 'idempotent', 'once'])
    .default('idempotent')
    .describe('what running it twice does; `once`: must not be repeated'),
  log: z
    .string()
    .regex(/^[\w.-]+$/)
    .optional()
    .describe('name of an evidence file for everything that is printed; absent: none'),
})

const output = z.object({
  exitCode: z.int().describe('exit code; 128 + number of the signal that ended it'),
  stdout: z.string().describe('standard output as printed; beyond 1 MiB its beginning and end'),
  stderr: z.string().describe('standard error, likewise'),
  lastLine: z
    .string()
    .describe(
      'last line of standard error, or of standard output if that is empty, at most 300 characters',
    ),
  log: evidenceFile.optional().describe('everything printed, if a `log` was asked for'),
})

/** `core.command` */
export const command = defineStep({
  name: 'core.command',
  doc: [
    'Runs a program and waits for its end. Whatever it leaves running in the background is ended with it.',
    'A non-zero exit code fails, unless an expectation looks at it.',
    'Declare `effect: once` for what must not be repeated by a retry or a resumed run.',
  ].join(' '),
  input,
  output,
  effect: ({ effect }) => effect,
  timeout: 600_000,
  implies: [
    {
      looksAt: 'exitCode',
      that: 'result.exitCode == 0',
      message: '"the command ended with code " + string(result.exitCode) + ": " + result.lastLine',
    },
  ],
  run: async ({ argv, cwd, env, stdin, shell, log }, context) => {
    const [program = '', ...rest] = argv
    const result = await context.process({
      argv: shell ? ['/bin/sh', '-c', program, 'sh', ...rest] : [program, ...rest],
      ...(cwd !== undefined && { cwd: path.resolve(context.root, cwd) }),
      ...(env !== undefined && { env }),
      ...(stdin !== undefined && { stdin }),
      ...(log !== undefined && { evidence: log }),
    })
    return {
      exitCode: exitCodeOf(result, program, context),
      stdout: result.stdout,
      stderr: result.stderr,
      lastLine: lastLineOf(result.stderr) || lastLineOf(result.stdout),
      ...(result.evidence && { log: result.evidence }),
    }
  },
})

/** Signals by which a program is ended from outside: it said nothing about the system. */
const fromOutside = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])

const exitCodeOf = (result: ProcessResult, program: string, context: StepContext): number => {
  const { exitCode, signal } = result
  if (exitCode !== null) return exitCode
  if (signal === null || fromOutside.has(signal)) {
    throw new HarnessError(
      'process-lost',
      `${context.label}: "${program}" was ended from outside by ${signal}. ${lastLineOf(result.stderr)}`.trim(),
      { hint: 'Look whether the machine ran out of memory.', retryable: true },
    )
  }
  return 128 + (Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 0)
}

const lastLineOf = (text: string): string => text.trimEnd().split('\n').at(-1)?.slice(0, 300) ?? ''
