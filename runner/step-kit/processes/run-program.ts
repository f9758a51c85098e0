import type { Readable } from 'node:stream'
import { endedBy } from '#step-kit/ended-by.ts'
import type { SecretMasker } from '#step-kit/secrets/secret-masker.ts'
import type { ProcessRequest, ProcessResult } from '#step-kit/step-context.ts'
import { type KeptOutput, keepOutput } from './kept-output.ts'
import { type OutputEvidence, openOutputEvidence } from './output-evidence.ts'
import type { ProcessScope } from './process-tree.ts'
import { type Exit, endProgram, type Program } from './program.ts'

const defaultOutputLimit = 1024 * 1024
const defaultEvidenceLimit = 64 * 1024 * 1024

/** What a running program belongs to. */
export interface ProgramOwner {
  readonly scope: ProcessScope
  readonly masker: SecretMasker
  /** Aborted when the whole tree was ended. */
  readonly stopped: AbortSignal
}

/** Follows a started program to its end, collecting what it prints. */
export const followProgram = async (
  program: Program,
  request: ProcessRequest,
  { scope, masker, stopped }: ProgramOwner,
): Promise<ProcessResult> => {
  const started = performance.now()
  const evidence =
    request.evidence === undefined
      ? undefined
      : openOutputEvidence({
          name: request.evidence,
          limit: request.evidenceLimit ?? defaultEvidenceLimit,
          attach: scope.attach,
        })
  const limit = request.outputLimit ?? defaultOutputLimit
  const collected = [program.stdout, program.stderr].map((stream) =>
    collect(stream, { kept: keepOutput(limit), masker, evidence }),
  )
  if (request.stdin !== undefined) writeAll(program, request.stdin)

  const exit = await untilEnd(program, scope.signal)
  const cause = scope.signal.aborted ? scope.signal : stopped
  const [stdout, stderr] = collected.map((finish) => finish())
  const ref = await evidence?.end()
  if (cause.aborted || !stdout || !stderr) {
    throw endedBy(cause, lastWords(request.argv[0], [stdout, stderr]))
  }
  return {
    ...exit,
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.truncated || stderr.truncated,
    ...(ref && { evidence: ref }),
    duration: performance.now() - started,
  }
}

const untilEnd = async (program: Program, signal: AbortSignal): Promise<Exit> => {
  let ending: Promise<void> | undefined
  const abort = () => {
    ending = endProgram(program)
  }
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  const exit = await program.exited
  await program.closed
  signal.removeEventListener('abort', abort)
  await ending
  return exit
}

/** Reads a stream as it comes; the result ends it. */
const collect = (
  stream: Readable,
  {
    kept,
    masker,
    evidence,
  }: {
    readonly kept: KeptOutput
    readonly masker: SecretMasker
    readonly evidence: OutputEvidence | undefined
  },
): (() => KeptOutput) => {
  const mask = masker.maskBytes()
  const take = (chunk: Uint8Array) => {
    if (chunk.length === 0) return
    kept.push(chunk)
    if (evidence && !evidence.push(chunk)) {
      stream.pause()
      evidence.whenReady(() => stream.resume())
    }
  }
  stream.on('data', (chunk: Uint8Array) => take(mask.push(chunk)))
  // Cut off from a pipe that a lost descendant holds: what has come so far counts.
  stream.on('error', () => undefined)
  return () => {
    take(mask.end())
    return kept
  }
}

const writeAll = ({ stdin }: Program, text: string): void => {
  // A program need not read its input to the end; whether it should have is seen from how it ends.
  stdin?.on('error', () => undefined)
  stdin?.end(text)
}

const lastWords = (program: string, outputs: readonly (KeptOutput | undefined)[]): string => {
  const lines = outputs
    .map((output) => output?.text().trimEnd().split('\n').at(-1)?.slice(-300) ?? '')
    .filter((line) => line !== '')
  const said = lines.length > 0 ? `; it had printed last: ${lines.join(' | ')}` : ''
  return `The program "${program}" was ended${said}.`
}
