import { parseParameterName } from '#catalog/cases/expectations/parameter-name.ts'
import type { RequirementIndex } from '#catalog/requirements/requirement-index.ts'
import type { Uses } from '#domain/test-case.ts'
import type { References } from '#language/expressions/references.ts'

/** Collects what the text of a case refers to. */
export interface UsesCollector {
  add(references: References & { readonly secrets?: readonly string[] }): void
  addFamily(name: string): void
  /** A parameter that it meets, compares with or states: `DMS-REQ-0360/AM2`. */
  addParameter(name: string): void
  /** All parameters that it names, also those that its expressions read. */
  readonly parameters: ReadonlySet<string>
  uses(): Uses
}

/** Starts empty. */
export const collectUses = (index: RequirementIndex): UsesCollector => {
  const env = new Set<string>()
  const secrets = new Set<string>()
  const families = new Set<string>()
  const parameters = new Set<string>()
  const params = new Map<string, number>()
  const addRead = (name: string): void => {
    const parsed = parseParameterName(name)
    const parameter = parsed && index.parameter(parsed.requirement, parsed.parameter)
    if (parsed === undefined || parameter === undefined) return
    params.set(name, parameter.value)
    parameters.add(name)
  }
  return {
    add: (references) => {
      for (const path of references.env) env.add(path)
      for (const name of references.secrets ?? []) secrets.add(name)
      for (const name of references.params) addRead(name)
    },
    addFamily: (name) => families.add(name),
    addParameter: (name) => parameters.add(name),
    parameters,
    uses: () => ({
      env: [...env].sort(),
      secrets: [...secrets].sort(),
      families: [...families].sort(),
      params: Object.fromEntries([...params].sort()),
    }),
  }
}
