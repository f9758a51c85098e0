import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

/** One SQL text with bound parameters, prepared at its first use. */
export interface Statement<Row> {
  get(...parameters: SQLInputValue[]): Row | undefined
  all(...parameters: SQLInputValue[]): Row[]
  iterate(...parameters: SQLInputValue[]): IterableIterator<Row>
  /** Number of rows that changed. */
  run(...parameters: SQLInputValue[]): number
}

/**
 * Declares a statement whose rows have the shape `Row`: the one place where rows of the database get their type,
 * which the strict tables of the migrations guarantee.
 */
export const statement = <Row = never>(db: DatabaseSync, sql: string): Statement<Row> => {
  let prepared: StatementSync | undefined
  const ready = (): StatementSync => {
    prepared ??= db.prepare(sql)
    return prepared
  }
  return {
    get: (...parameters) => ready().get(...parameters) as Row | undefined,
    all: (...parameters) => ready().all(...parameters) as Row[],
    iterate: (...parameters) => ready().iterate(...parameters) as IterableIterator<Row>,
    run: (...parameters) => Number(ready().run(...parameters).changes),
  }
}
