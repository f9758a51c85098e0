import type { DossierExecution, DossierExpectation, DossierRun } from '#domain/dossier.ts'
import { measurementFacts } from '#reports/terminal/describe-expectation.ts'

type Property = readonly [name: string, value: string]

/** Properties of the run, the same in every suite. */
export const runProperties = (run: DossierRun): readonly Property[] => [
  ['run', String(run.id)],
  ['environment', run.environment],
  ['stage', run.stage],
  ['rehearsal', String(run.stage === 'rehearsal')],
  ['credit', run.noCredit.length === 0 ? 'may be earned' : `none: ${run.noCredit.join('; ')}`],
  ...(run.plan === undefined ? [] : [['plan', run.plan] as const]),
  ...(run.release === undefined ? [] : [['release', run.release] as const]),
  ...run.software.map(
    ({ product, version, modified }) =>
      [`software.${product}`, `${version}${modified ? ' (modified)' : ''}`] as const,
  ),
  ...Object.entries(run.inputs).map(([name, value]) => [`input.${name}`, value] as const),
  ...(run.seal === undefined ? [] : [['seal', run.seal] as const]),
]

/** Properties of one execution, each named after it. */
export const executionProperties = (execution: DossierExecution): readonly Property[] => {
  const from = execution.sharedFrom
  const own: readonly Property[] = [
    ['case', execution.case],
    ['verdict', execution.verdict],
    ['creditable', String(execution.creditable)],
    ['requirements', execution.requirements.join(' ')],
    ['elements', execution.verifies.map((key) => withVerdict(execution, key)).join(' ')],
    ...execution.steps.flatMap((row) =>
      row.expectations
        .filter((one) => one.value !== undefined)
        .map((one) => [`measurement.${row.id}.${one.measure}${suffix(one)}`, facts(one)] as const),
    ),
    ...execution.steps.flatMap((row) =>
      row.evidence.map(
        (file) => [`evidence.${row.id}.${file.name}`, `sha256:${file.sha256}`] as const,
      ),
    ),
    ...execution.steps.flatMap((row) =>
      row.knownIssue === undefined ? [] : [[`knownIssue.${row.id}`, row.knownIssue] as const],
    ),
    ...(execution.earlierAttempts.length === 0
      ? []
      : [
          [
            'earlierAttempts',
            execution.earlierAttempts.map((one) => one.verdict).join(' '),
          ] as const,
        ]),
    ...(from === undefined
      ? []
      : [['sharedFrom', `run ${from.run} ${from.execution} attempt ${from.attempt}`] as const]),
  ]
  return own
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [`${execution.id}.${name}`, value])
}

const withVerdict = (execution: DossierExecution, element: string): string => {
  const verdict = execution.elements[element]
  return verdict === undefined ? element : `${element}=${verdict}`
}

const suffix = (one: DossierExpectation): string => (one.compares === undefined ? '' : '.target')

const facts = (one: DossierExpectation): string =>
  measurementFacts(one)
    .map(([name, text], index) => (index === 0 ? text : `${name} ${text}`))
    .join('; ')
