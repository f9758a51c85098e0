import type {
  Dossier,
  DossierExecution,
  DossierExpectation,
  DossierRequirement,
  DossierRow,
  DossierRun,
} from '#domain/dossier.ts'

/**
 * The documented shape of the dossier, field by field: what is written here is the order of the keys, and a field
 * that is not named here is not part of the interface.
 */
export const dossierJson = (dossier: Dossier) => ({
  run: runJson(dossier.run),
  executions: dossier.executions.map(executionJson),
  precursors: dossier.precursors.map(executionJson),
  notApplicable: dossier.notApplicable.map((one) => ({
    case: one.case,
    title: one.title,
    missing: one.missing,
    stubs: one.stubs,
  })),
  requirements: dossier.requirements.map(requirementJson),
})

const runJson = (run: DossierRun) => ({
  id: run.id,
  environment: run.environment,
  stage: run.stage,
  plan: run.plan,
  release: run.release,
  software: run.software.map(({ product, version, modified }) => ({ product, version, modified })),
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
  verdict: run.verdict,
  exitCode: run.exitCode,
  interrupted: run.interrupted,
  noCredit: run.noCredit,
  inputs: run.inputs,
  seal: run.seal,
})

const executionJson = (execution: DossierExecution) => ({
  id: execution.id,
  case: execution.case,
  title: execution.title,
  area: execution.area,
  role: execution.role,
  file: execution.file,
  matrix: execution.matrix,
  verdict: execution.verdict,
  message: execution.message,
  creditable: execution.creditable,
  startedAt: execution.startedAt,
  finishedAt: execution.finishedAt,
  sharedFrom: execution.sharedFrom && {
    run: execution.sharedFrom.run,
    execution: execution.sharedFrom.execution,
    attempt: execution.sharedFrom.attempt,
  },
  attempt: execution.attempt,
  earlierAttempts: execution.earlierAttempts.map(({ attempt, verdict, message }) => ({
    attempt,
    verdict,
    message,
  })),
  fingerprint: execution.fingerprint,
  verifies: execution.verifies,
  requirements: execution.requirements,
  elements: execution.elements,
  callers: execution.callers,
  steps: execution.steps.map(rowJson),
})

const rowJson = (row: DossierRow) => ({
  id: row.id,
  section: row.section,
  verdict: row.verdict,
  skipped: row.skipped,
  attempts: row.attempts,
  earlier: row.earlier,
  call: row.call,
  execution: row.execution,
  do: row.do,
  manual: row.manual,
  report: row.report,
  asks: row.asks,
  given: row.given,
  description: row.description,
  expected: row.expected,
  line: row.line,
  message: row.message,
  hint: row.hint,
  code: row.code,
  duration: row.duration,
  knownIssue: row.knownIssue,
  record: row.record && {
    name: row.record.name,
    role: row.record.role,
    at: row.record.at,
    note: row.record.note,
    report: row.record.report,
  },
  expectations: row.expectations.map(expectationJson),
  evidence: row.evidence.map(({ sha256, name, mediaType, size }) => ({
    sha256,
    name,
    mediaType,
    size,
  })),
})

const expectationJson = (one: DossierExpectation) => ({
  kind: one.kind,
  verdict: one.verdict,
  message: one.message,
  source: one.source,
  line: one.line,
  measure: one.measure,
  value: one.value,
  unit: one.unit,
  uncertainty:
    typeof one.uncertainty === 'object'
      ? { low: one.uncertainty.low, high: one.uncertainty.high }
      : one.uncertainty,
  n: one.n,
  limit: one.limit && {
    sense: one.limit.sense,
    limit: one.limit.limit,
    strict: one.limit.strict,
    stated: one.limit.stated && { value: one.limit.stated.value, unit: one.limit.stated.unit },
    within: one.limit.within,
    limitUncertainty: one.limit.limitUncertainty,
  },
  margin: one.margin,
  pull: one.pull,
  conformity: one.conformity,
  demonstrated: one.demonstrated && {
    confidence: one.demonstrated.confidence,
    bound: one.demonstrated.bound,
    count: one.demonstrated.count,
    of: one.demonstrated.of,
  },
  levels: one.levels && {
    minimum: one.levels.minimum,
    design: one.levels.design,
    stretch: one.levels.stretch,
  },
  conditions: one.conditions && {
    unstated: one.conditions.unstated,
    unmet: one.conditions.unmet,
  },
  meets: one.meets,
  compares: one.compares,
  near: one.near,
  deviation: one.deviation,
  items: one.items && {
    total: one.items.total,
    failed: one.items.failed,
    worst: one.items.worst,
  },
  elements: one.elements,
})

const requirementJson = (one: DossierRequirement) => ({
  id: one.id,
  title: one.title,
  coverage: one.coverage,
  flags: one.flags,
  executions: one.executions,
})
