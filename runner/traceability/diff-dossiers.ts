import type { Dossier, DossierExecution } from '#domain/dossier.ts'
import type { SoftwareVersion } from '#domain/execution-graph.ts'
import type { Coverage } from '#domain/tracing/coverage.ts'
import type { Verdict } from '#domain/verdict.ts'
import { compareKeys } from './compare-keys.ts'
import { diffMeasurements, type ValueChange } from './diff-measurements.ts'
import { matchExecutions } from './match-executions.ts'

/** What changed from one run to another. Everything that is the same is left out. */
export interface DossierDiff {
  readonly before: RunLabel
  readonly after: RunLabel
  readonly verdicts: readonly VerdictChange[]
  readonly values: readonly ValueChange[]
  readonly software: readonly SoftwareChange[]
  readonly requirements: readonly {
    readonly id: string
    readonly before?: Coverage
    readonly after?: Coverage
  }[]
  /** Executions that only the later run has. */
  readonly added: readonly ExecutionLabel[]
  /** Executions that only the earlier run has. */
  readonly removed: readonly ExecutionLabel[]
  /** Number of executions that both runs have. */
  readonly compared: number
}

/** How a compared run is named. */
export interface RunLabel {
  readonly id: number
  readonly environment: string
  readonly stage: string
  readonly startedAt: string
  readonly verdict: Verdict
  /** False: its results earn no credit. */
  readonly earnsCredit: boolean
}

/** How a compared execution is named. */
export interface ExecutionLabel {
  readonly id: string
  readonly title: string
  readonly verdict: Verdict
}

/** An execution that came out otherwise. */
export interface VerdictChange {
  readonly id: string
  readonly title: string
  readonly before: Verdict
  readonly after: Verdict
  /** Why the later one is not a pass. */
  readonly message?: string
  /** True when case, inputs, software and environment are the same: the result is not stable. */
  readonly unstable: boolean
}

/** A product that was added, removed, or is in use in another version. */
interface SoftwareChange {
  readonly product: string
  readonly before?: string
  readonly after?: string
}

/** Compares two runs: verdicts, measured values with their significance, software, coverage, what came and went. */
export const diffDossiers = (before: Dossier, after: Dossier): DossierDiff => {
  const matched = matchExecutions(before, after)
  const software = diffSoftware(before.run.software, after.run.software)
  const isSameSetting = software.length === 0 && before.run.environment === after.run.environment
  return {
    before: runLabel(before),
    after: runLabel(after),
    verdicts: matched.pairs
      .filter(([old, now]) => old.verdict !== now.verdict)
      .map(([old, now]) =>
        verdictChange(old, now, isSameSetting && old.fingerprint === now.fingerprint),
      ),
    values: matched.pairs.flatMap(([old, now]) => diffMeasurements(old, now)),
    software,
    requirements: diffRequirements(before, after),
    added: matched.added.map(executionLabel),
    removed: matched.removed.map(executionLabel),
    compared: matched.pairs.length,
  }
}

const runLabel = ({ run }: Dossier): RunLabel => ({
  id: run.id,
  environment: run.environment,
  stage: run.stage,
  startedAt: run.startedAt,
  verdict: run.verdict,
  earnsCredit: run.stage !== 'rehearsal' && run.noCredit.length === 0,
})

const executionLabel = ({ id, title, verdict }: DossierExecution): ExecutionLabel => ({
  id,
  title,
  verdict,
})

const verdictChange = (
  old: DossierExecution,
  now: DossierExecution,
  unstable: boolean,
): VerdictChange => {
  const message = now.message ?? firstMessage(now)
  return {
    id: now.id,
    title: now.title,
    before: old.verdict,
    after: now.verdict,
    ...(message === undefined ? {} : { message }),
    unstable,
  }
}

const firstMessage = (execution: DossierExecution): string | undefined => {
  const row = execution.steps.find((step) => step.verdict === execution.verdict)
  const expectation = row?.expectations.find((one) => one.verdict === row.verdict)
  return row?.verdict === 'pass' ? undefined : (row?.message ?? expectation?.message)
}

const diffSoftware = (
  before: readonly SoftwareVersion[],
  after: readonly SoftwareVersion[],
): readonly SoftwareChange[] => {
  const old = versions(before)
  const now = versions(after)
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort(compareKeys)
    .filter((product) => old.get(product) !== now.get(product))
    .map((product) => {
      const [was, is] = [old.get(product), now.get(product)]
      return {
        product,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      }
    })
}

const versions = (software: readonly SoftwareVersion[]): ReadonlyMap<string, string> => {
  const byProduct = new Map<string, string[]>()
  for (const { product, version, modified } of software) {
    const text = modified ? `${version} (modified)` : version
    byProduct.set(product, [...(byProduct.get(product) ?? []), text])
  }
  return new Map(
    [...byProduct].map(([product, all]) => [product, all.sort(compareKeys).join(', ')]),
  )
}

const diffRequirements = (before: Dossier, after: Dossier): DossierDiff['requirements'] => {
  const old = new Map<string, Coverage>(before.requirements.map((one) => [one.id, one.coverage]))
  const now = new Map<string, Coverage>(after.requirements.map((one) => [one.id, one.coverage]))
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort(compareKeys)
    .filter((id) => old.get(id) !== now.get(id))
    .map((id) => {
      const [was, is] = [old.get(id), now.get(id)]
      return {
        id,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      }
    })
}
