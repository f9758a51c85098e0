import { didYouMean } from '#catalog/did-you-mean.ts'
import type { Held } from '#catalog/requirements/held.ts'
import type { KnownIssue } from '#domain/requirement.ts'
import type { CompiledCases } from './compile-cases.ts'

/** Checks known issues against the cases, rows and environments they name. */
export const checkKnownIssues = (
  issues: readonly Held<KnownIssue>[],
  { cases, knowledge }: CompiledCases,
  environments: readonly string[],
): void => {
  for (const { value, file } of issues) {
    const testCase = cases.get(value.case)
    if (!knowledge.caseNames.has(value.case)) {
      file.list.at(['case'], {
        code: 'unknown-case',
        message: `There is no case "${value.case}".`,
        hint: didYouMean(value.case, knowledge.caseNames.keys()),
      })
    } else if (testCase !== undefined) {
      const rows = [...testCase.script, ...testCase.aggregate, ...testCase.teardown]
      const ids = rows.map(({ id }) => id)
      if (!ids.includes(value.row)) {
        file.list.at(['row'], {
          code: 'unknown-row',
          message: `${value.case} has no row "${value.row}".`,
          hint: didYouMean(value.row, ids) ?? `Its rows: ${ids.join(', ')}.`,
        })
      }
    }
    for (const [index, name] of value.environments.entries()) {
      if (environments.includes(name)) continue
      file.list.at(['environments', index], {
        code: 'unknown-environment',
        message: `There is no environment "${name}".`,
        hint: didYouMean(name, environments),
      })
    }
  }
}
