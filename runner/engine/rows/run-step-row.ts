import type { EvidenceRef } from '#domain/evidence.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { isJsonObject, type Json } from '#domain/json.ts'
import type { RowResult } from '#domain/ledger-event.ts'
import type { Section, StepRow } from '#domain/test-case.ts'
import { worstOf } from '#domain/verdict.ts'
import type { Pending } from '#engine/resources/journal.ts'
import { type ExecutionRun, type RunState, rowKey } from '#engine/run-state.ts'
import { resolveTemplate } from '#language/templates/resolve-template.ts'
import type { Effect, StepDefinition } from '#step-kit/step-definition.ts'
import { StepFailure } from '#step-kit/step-failure.ts'
import { describeMisfit } from './describe-misfit.ts'
import { durationText } from './duration-text.ts'
import { judgePartly, judgeRow } from './judge-row.ts'
import { pauseBetweenTries } from './pause-between-tries.ts'
import { toPlainData } from './plain-data.ts'
import { readError } from './row-error.ts'
import { runLimited } from './run-limited.ts'
import { RowContext } from './step-context.ts'

/** One try of a step. */
type Tried = Omit<RowResult, 'tries' | 'earlier' | 'skipped' | 'duration' | 'knownIssue'>

interface StepRun {
  readonly run: RunState
  readonly execution: ExecutionRun
  readonly section: Section
  readonly row: StepRow
  readonly label: string
}

/** A step that is ready to run: its input fits. */
interface Prepared {
  readonly step: StepDefinition
  readonly input: unknown
  readonly effect: Effect
}

/** Runs a step until it was judged, or as often as the row allows. */
export const runStepRow = async (at: StepRun): Promise<RowResult> => {
  const { run, execution, section, row } = at
  const begun = run.options.now()
  const known = execution.known.get(rowKey(section, row.id))
  const before = known?.state === 'started' ? known.try : 0
  const evidence: EvidenceRef[] = []
  const earlier: string[] = []
  const finish = (tried: Tried, tries: number): RowResult => ({
    ...tried,
    tries: Math.max(1, tries),
    earlier,
    skipped: false,
    duration: run.options.now() - begun,
  })
  let prepared: Prepared
  try {
    prepared = await prepare(at)
  } catch (error) {
    return finish(await failed(error, at, undefined), before)
  }
  const attempts = prepared.effect === 'once' ? 1 : (row.retry?.attempts ?? 1)
  for (let count = 1; ; count += 1) {
    const tried = await tryStep(at, prepared, { number: before + count, evidence })
    const again = tried.verdict === 'blocked' && tried.code !== 'interrupted' && count < attempts
    if (!again) return finish({ ...tried, evidence }, before + count)
    earlier.push(tried.message ?? tried.verdict)
    const stopped = await pauseBetweenTries(run, execution, {
      delay: row.retry?.delay ?? 0,
      section,
    })
    if (stopped) return finish({ ...tried, evidence, ...stopped }, before + count)
  }
}

/** Finds the step and its input. Throws what blocks the row before the step could start. */
const prepare = async ({ run, execution, row }: StepRun): Promise<Prepared> => {
  const { options } = run
  const step = await options.loadStep(row.do)
  if (step === undefined) {
    throw new HarnessError('step-unavailable', `no step family defines "${row.do}"`)
  }
  const given: { [name: string]: Json } = {}
  for (const name in row.with) {
    const template = row.with[name]
    if (template === undefined) continue
    given[name] = resolveTemplate(template, execution.scope, (secret) =>
      options.secrets.valueOf(secret),
    )
  }
  const parsed = step.input.safeParse(given)
  if (!parsed.success) {
    throw new HarnessError(
      'step-input',
      describeMisfit(`${row.do} cannot take`, parsed.error, given),
    )
  }
  const effect = typeof step.effect === 'function' ? step.effect(parsed.data) : step.effect
  return { step, input: parsed.data, effect }
}

const tryStep = async (
  at: StepRun,
  { step, input, effect }: Prepared,
  attempt: { readonly number: number; readonly evidence: EvidenceRef[] },
): Promise<Tried> => {
  const { run, execution, section, row } = at
  const kind = section === 'teardown' ? 'teardown' : 'work'
  const stopped = run.stopping.reason(kind)
  if (stopped) return failed(stopped, at, undefined)
  const limit = row.timeout ?? step.timeout
  const start = run.options.now()
  const deadline = Math.min(start + limit, execution.deadline)
  if (deadline <= start) return failed(caseTooLate(at), at, undefined)
  const started = startRow(at, attempt.number, effect)
  if (effect === 'once') {
    await run.journal.committed()
    execution.mustSettle = true
  }
  const context = new RowContext(run, execution, {
    label: at.label,
    deadline,
    evidence: attempt.evidence,
  })
  try {
    const ended = await runLimited(run, () => step.run(input, context), {
      kind,
      at: deadline,
      tooLate: () => (deadline < start + limit ? caseTooLate(at) : rowTooLate(limit)),
      context,
    })
    if (ended.kind === 'cut') return await failed(ended.reason, at, context)
    if (ended.kind === 'threw') return await failed(ended.error, at, context)
    if (context.evidenceError) return await failed(context.evidenceError, at, context)
    return judged(at, step, ended.value)
  } catch (error) {
    return await failed(error, at, context)
  } finally {
    await context.end()
    if (effect !== 'once') run.journal.takeBack(started)
  }
}

const startRow = (at: StepRun, number: number, effect: Effect): Pending => {
  const { run, execution, section, row } = at
  const id = execution.planned.id
  return run.journal.add(
    {
      kind: 'row-started',
      place: { execution: id, attempt: execution.attempt, section, row: row.id },
      try: number,
      effect,
    },
    { kind: 'row-started', execution: id, row: row.id, label: row.description ?? row.do },
  )
}

/** Checks what the step returned and judges it. */
const judged = ({ run, execution, row }: StepRun, step: StepDefinition, value: unknown): Tried => {
  const parsed = step.output.safeParse(value)
  if (!parsed.success) {
    throw new HarnessError(
      'step-output',
      describeMisfit(`${row.do} must not return`, parsed.error, value),
      { hint: 'This is a defect of the step, not of the system under test.' },
    )
  }
  const outputs = maskedOutput(run, parsed.data, row.do)
  return { ...judgeRow(row, outputs, execution.scope), outputs, evidence: [] }
}

/** What is judged, stored and seen by later rows is the same: without secrets. */
const maskedOutput = (run: RunState, value: unknown, name: string): Json => {
  const plain = toPlainData(value, `the output of ${name}`)
  const { masker } = run.options.secrets
  return masker.isEmpty ? plain : toPlainData(masker.maskJson(plain), name)
}

/** What became of a try that ended by an error. */
const failed = async (
  thrown: unknown,
  at: StepRun,
  context: RowContext | undefined,
): Promise<Tried> => {
  const { onTimeout } = at.row
  const error = isCaseTimeout(thrown) ? readError(thrown) : readError(thrown, onTimeout)
  if (error.stack !== undefined && context) await keepStack(error.stack, context)
  const { verdict, code, message, hint } = error
  const tried = { verdict, code, message, ...(hint !== undefined && { hint }), evidence: [] }
  if (!(thrown instanceof StepFailure) || thrown.output === undefined) {
    return { ...tried, expectations: [] }
  }
  const outputs = maskedOutput(at.run, thrown.output, at.row.do)
  if (!isJsonObject(outputs)) return { ...tried, outputs, expectations: [] }
  const { verdict: judgedVerdict, expectations } = judgePartly(at.row, outputs, at.execution.scope)
  return { ...tried, outputs, expectations, verdict: worstOf([verdict, judgedVerdict]) }
}

const keepStack = async (stack: string, context: RowContext): Promise<void> => {
  try {
    await context.attach({ name: 'internal-error.txt', mediaType: 'text/plain', text: stack })
  } catch {
    // The row is blocked already, and its message says by what: the stack is an extra.
  }
}

/** The case's own limit blocks whatever the row says: it does not tell that this answer came too late. */
class CaseTimeout extends HarnessError {}

/** Also as the cause of what the step said when it was told to end. */
const isCaseTimeout = (thrown: unknown): boolean =>
  thrown instanceof CaseTimeout || (thrown instanceof Error && thrown.cause instanceof CaseTimeout)

const caseTooLate = ({ execution }: StepRun): HarnessError =>
  new CaseTimeout(
    'timeout',
    `the time limit of ${execution.definition.key}, ${durationText(execution.definition.timeout ?? 0)}, has passed`,
  )

const rowTooLate = (limit: number): HarnessError =>
  new HarnessError('timeout', `no end within ${durationText(limit)}`)
