import type { CaseUnit } from './case-unit.ts'

/** Units by key and alias. */
export interface NamedUnits {
  readonly names: ReadonlyMap<string, CaseUnit>
  /** Units with a name that another one has too. */
  readonly doubles: ReadonlySet<CaseUnit>
}

/** Gives every key and alias to the first unit that has it, and reports the others. */
export const nameUnits = (units: readonly CaseUnit[]): NamedUnits => {
  const names = new Map<string, CaseUnit>()
  const doubles = new Set<CaseUnit>()
  for (const unit of units) {
    for (const field of ['key', 'alias'] as const) {
      const name = unit.names[field]
      if (name === undefined) continue
      const first = names.get(name)
      if (first === undefined) {
        names.set(name, unit)
        continue
      }
      doubles.add(unit)
      const { list } = unit.open()
      const { line } = first.open().list.source.place([field])
      list.at([field], {
        code: 'duplicate',
        message: `The ${field} ${name} is already in ${first.input.file}:${line}.`,
        hint: 'Change one of them.',
      })
    }
  }
  return { names, doubles }
}
