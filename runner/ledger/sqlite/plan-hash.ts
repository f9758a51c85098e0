import { createHash } from 'node:crypto'

/** A definition of a plan as its row holds it. */
export interface DefinitionRow {
  readonly position: number
  readonly key: string
  readonly hash: string
}

/** A planned execution as its row holds it. */
export interface PlannedRow {
  readonly position: number
  readonly execution: string
  readonly role: string
  readonly case_key: string
  readonly fingerprint: string
  readonly body: string
}

/** A record that the definitions rest on, as its rows hold it. */
export interface RecordRow {
  readonly position: number
  readonly hash: string
  readonly digest: string
}

/** Hash over a stored plan, fed in the order of its rows: definitions, executions, records, the rest. */
export const createPlanHash = () => {
  const hash = createHash('sha256')
  return {
    definition: (row: DefinitionRow): void => {
      hash.update(line('definition', row.position, row.key, row.hash))
    },
    planned: (row: PlannedRow): void => {
      const { position, execution, role, case_key: key, fingerprint, body } = row
      hash.update(line('planned', position, execution, role, key, fingerprint, body))
    },
    record: ({ position, hash: record, digest }: RecordRow): void => {
      hash.update(line('record', position, record, digest))
    },
    /** Ends the hash and gives it. */
    rest: (body: string): string => hash.update(line('rest', body)).digest('hex'),
  }
}

/** As JSON, so that no field can run into the next. */
const line = (...fields: readonly (string | number)[]): string => `${JSON.stringify(fields)}\n`
