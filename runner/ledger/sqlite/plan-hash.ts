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

/** Hash over a stored plan, fed in the order of its rows: definitions, executions, the rest. */
export const createPlanHash = () => {
  const hash = createHash('sha256')
  return {
    definition: ({ position, key, hash: body }: DefinitionRow): void => {
      hash.update(`definition\n${position}\n${key}\n${body}\n`)
    },
    planned: (row: PlannedRow): void => {
      hash.update(
        `planned\n${row.position}\n${row.execution}\n${row.role}\n${row.case_key}\n${row.fingerprint}\n${row.body}\n`,
      )
    },
    /** Ends the hash and gives it. */
    rest: (body: string): string => hash.update(`rest\n${body}\n`).digest('hex'),
  }
}
