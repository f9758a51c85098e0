import type { Dossier, DossierExecution, DossierRow } from '#domain/dossier.ts'
import { commandLines, recordCommand } from './commands.ts'
import type { Causes } from './find-causes.ts'
import { formatMeasured } from './format-number.ts'
import { type Line, line, type Screen, span } from './lay-out.ts'
import { verdictLook } from './tone.ts'

/** Not applicable cases, deviations used, known issues, and rows that wait for a person. */
export const asideLines = (
  dossier: Dossier,
  causes: Causes,
  screen: Screen,
): readonly (readonly Line[])[] => [
  section(
    'not applicable here',
    dossier.notApplicable.map(({ case: key, title, missing }) =>
      line(2, span('-', 'dim'), ` ${key}  ${title} `, span(`(no ${missing.join(', ')})`, 'dim')),
    ),
  ),
  section('passed by an approved deviation', deviationLines(dossier)),
  section(
    'known issues',
    causes.forgiven.map(({ execution, row }) =>
      line(
        2,
        span(verdictLook[row.verdict].mark, 'info'),
        ` ${execution.id} ${row.id}  ${row.verdict}, forgiven by ${row.knownIssue}`,
        ...(row.message === undefined ? [] : [span(`: ${row.message}`, 'dim')]),
      ),
    ),
  ),
  section(
    'waiting for a person',
    pendingRows(dossier).flatMap(([execution, row]) => [
      line(
        2,
        span('▸', 'info'),
        ` ${execution.id} `,
        span(row.id, 'strong'),
        `  ${row.manual ?? row.report ?? ''}`,
      ),
      ...(row.expected === undefined
        ? []
        : [line(4, span('expected:', 'dim'), ` ${row.expected}`)]),
      ...commandLines('record', recordCommand(dossier.run, execution, row), {
        indent: 4,
        columns: screen.columns,
      }),
    ]),
  ),
]

/** Rows that wait for `lvv record`, in the order of the plan. */
export const pendingRows = (
  dossier: Dossier,
): readonly (readonly [DossierExecution, DossierRow])[] =>
  [...dossier.precursors, ...dossier.executions].flatMap((execution) =>
    execution.steps
      .filter((row) => row.manual !== undefined || row.report !== undefined)
      .filter((row) => row.verdict === 'in-progress')
      .map((row) => [execution, row] as const),
  )

const section = (heading: string, lines: readonly Line[]): readonly Line[] =>
  lines.length === 0 ? [] : [line(0, span(heading, 'strong')), ...lines]

const deviationLines = (dossier: Dossier): readonly Line[] =>
  [...dossier.precursors, ...dossier.executions].flatMap((execution) =>
    execution.steps.flatMap((row) =>
      row.expectations
        .filter((one) => one.deviation !== undefined)
        .map((one) =>
          line(
            2,
            span('≈', 'good'),
            ` ${execution.id} ${row.id}  ${one.measure ?? ''} ${one.value === undefined ? '' : formatMeasured(one)}`,
            `, deviation ${one.deviation}${one.meets === undefined ? '' : ` of ${one.meets}`}`,
          ),
        ),
    ),
  )
