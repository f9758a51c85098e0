import { executionId } from '#domain/keys.ts'
import type { Parameter } from '#domain/requirement.ts'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { CaseTrace, MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import type { Plan } from './sample-plan.ts'
import { instant, isCreditable, runCount } from './sample-results.ts'

/** Measures of a sample over its runs: one of each parameter that a case meets. */
export const sampleMeasures = (plan: Plan): readonly MeasureTrace[] => {
  const caseOf = new Map<string, Plan['cases'][number]>()
  for (const testCase of plan.cases) {
    for (const key of testCase.meets) if (!caseOf.has(key)) caseOf.set(key, testCase)
  }
  return plan.requirements.flatMap(({ id, parameters }, index) =>
    parameters.flatMap((parameter): readonly MeasureTrace[] => {
      const key = `${id}/${parameter.name}`
      const testCase = caseOf.get(key)
      if (!testCase) return []
      return [
        {
          key,
          measure: parameter.name,
          unit: parameter.unit,
          requirement: id,
          parameter,
          role: parameter.role,
          cases: [testCase.key],
          points: [...Array(runCount - 1).keys()]
            .filter((run) => (run + index) % 5 !== 0)
            .flatMap((run) =>
              // Every second measure has cells.
              (index % 2 === 0 ? [{}] : [{ band: 'g' }, { band: 'r' }]).map((matrix, cell) =>
                pointAt({ parameter, testCase, run: run + 1, index: index + cell, matrix }),
              ),
            ),
        },
      ]
    }),
  )
}

const pointAt = (of: {
  readonly parameter: Parameter
  readonly testCase: Pick<CaseTrace, 'key' | 'elements' | 'meets'>
  readonly run: number
  readonly index: number
  readonly matrix: MeasureOutcome['matrix']
}): MeasureOutcome => {
  const { parameter, testCase, run, index, matrix } = of
  const upward = parameter.sense === 'at-least'
  const drift = 0.55 + ((run * 7 + index * 3) % 11) / 20
  const value = Number((parameter.value * (upward ? 2 - drift : drift)).toPrecision(6))
  const margin = upward ? value - parameter.value : parameter.value - value
  return {
    run,
    execution: executionId(testCase.key),
    attempt: 1,
    row: 'measured',
    case: testCase.key,
    matrix,
    at: instant(run, 100),
    creditable: isCreditable(run),
    release: run < 4 ? 'w_2026_39' : 'w_2026_43',
    measure: parameter.name,
    value,
    unit: parameter.unit,
    uncertainty: index % 2 === 0 ? value * 0.03 : { low: value * 0.02, high: value * 0.05 },
    n: 100 + run,
    limit: { sense: parameter.sense ?? 'equals', limit: parameter.value, strict: parameter.strict },
    margin: Number(margin.toPrecision(6)),
    [parameter.role === 'threshold' ? 'meets' : 'compares']: testCase.meets[0] ?? '',
    verdict: margin >= 0 || parameter.role !== 'threshold' ? 'pass' : 'fail',
    elements: testCase.elements,
  }
}
