import type { DatabaseSync } from 'node:sqlite'
import { toJsonText } from '#domain/json-text.ts'
import type { LedgerEvent, StoredEvent } from '#domain/ledger-event.ts'
import type { ExpectationResult, Measurement } from '#domain/measurement.ts'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import { statement } from './statement.ts'

type RowEvent = Extract<LedgerEvent, { kind: 'row-started' | 'row-finished' }>

/** Folds the measurements of rows into the table `measurements`: of the last time each row finished. */
export const createMeasurementProjection = (db: DatabaseSync) => {
  const clear = statement(
    db,
    `delete from measurements
     where run = ? and execution = ? and attempt = ? and section = ? and row = ?`,
  )
  // What a precursor measures is a result of no case.
  const insert = statement(
    db,
    `insert into measurements
       (run, execution, attempt, section, row, position, seq, at, measure, body)
     select run, execution, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 from planned
     where run = ?1 and execution = ?2 and role in ('case', 'aggregate')`,
  )
  return ({ seq, run, at }: StoredEvent, event: RowEvent): void => {
    const { execution, attempt, section, row } = event.place
    clear.run(run, execution, attempt, section, row)
    if (event.kind === 'row-started') return
    event.result.expectations.forEach((judged, position) => {
      const { measurement } = judged
      if (measurement === undefined) return
      const { measure } = measurement
      const body = toJsonText(keptOf(measurement, judged))
      insert.run(run, execution, attempt, section, row, position, seq, at, measure, body)
    })
  }
}

/** What is kept of a judged measurement: all but the words and the place in the file. */
export type KeptMeasurement = Pick<
  MeasureOutcome,
  | 'measure'
  | 'value'
  | 'unit'
  | 'uncertainty'
  | 'n'
  | 'limit'
  | 'margin'
  | 'pull'
  | 'conformity'
  | 'meets'
  | 'compares'
  | 'verdict'
  | 'elements'
>

/** What is undefined here is left out of the text. */
const keptOf = (measurement: Measurement, judged: ExpectationResult) => ({
  measure: measurement.measure,
  value: measurement.value,
  unit: measurement.unit,
  uncertainty: measurement.uncertainty,
  n: measurement.n,
  limit: judged.limit,
  margin: judged.margin,
  pull: judged.pull,
  conformity: judged.conformity,
  meets: judged.meets,
  compares: judged.compares,
  verdict: judged.verdict,
  elements: judged.elements,
})
