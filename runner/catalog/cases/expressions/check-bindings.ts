import type { CaseContext } from '#catalog/cases/case-context.ts'
import type { ReadingText } from '#catalog/cases/rows/check-row-reads.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { ValueType } from '#domain/value-type.ts'

/**
 * Warns of `has(env.x)` where no environment has x but one has a name much like it. A wrong name is an error
 * everywhere else; `has` may ask for what only another root binds, so that alone is nothing to warn of.
 */
export const warnOfMisspeltBindings = (
  { list, known }: CaseContext,
  texts: readonly ReadingText[],
  paths: readonly string[],
): void => {
  for (const path of paths) {
    const meant = misspelt(known.env, path)
    const name = `env.${path}`
    const text = texts.find((each) => each.text.includes(name))
    if (meant === undefined || text === undefined) continue
    const range = { offset: text.text.indexOf(name), length: name.length }
    list.inside(text.path, range, {
      severity: 'warning',
      code: 'unknown-binding',
      message: `No environment binds ${name}: this is always false.`,
      hint: `Did you mean "${meant}"?`,
    })
  }
}

/** The name that the first unbound part of a path is much like; undefined for a bound path. */
const misspelt = (env: ValueType, path: string): string | undefined => {
  let type: ValueType | undefined = env
  for (const step of path === '' ? [] : path.split('.')) {
    if (type.kind === 'nullable') type = type.of
    if (type.kind !== 'object') return undefined
    const field: ValueType | undefined = type.fields[step]?.type
    if (field === undefined) return nearestName(step, Object.keys(type.fields))
    type = field
  }
  return undefined
}
