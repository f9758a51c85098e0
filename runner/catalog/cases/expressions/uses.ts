import { parseParameterName } from '#catalog/cases/expectations/parameter-name.ts'
import type { RequirementIndex } from '#catalog/requirements/requirement-index.ts'
import type { Uses } from '#domain/test-case.ts'
import type { References } from '#language/expressions/references.ts'

/** Collects what the text of a case refers to. */
export interface UsesCollector {
  add(references: References & { readonly secrets?: readonly string[] }): void
  addFamily(name: string): void
  /** Keys of requirements that its judgements rest on. */
  addRequirement(key: string): void
  readonly requirements: ReadonlySet<string>
  uses(): Uses
}

/** Starts empty. */
export const collectUses = (index: RequirementIndex): UsesCollector => {
  const env = new Set<string>()
  const secrets = new Set<string>()
  const families = new Set<string>()
  const requirements = new Set<string>()
  const params = new Map<string, number>()
  const addParameter = (name: string): void => {
    const parsed = parseParameterName(name)
    const parameter = parsed && index.parameter(parsed.requirement, parsed.parameter)
    if (parsed === undefined || parameter === undefined) return
    params.set(name, parameter.value)
    requirements.add(parsed.requirement)
  }
  return {
    add: (references) => {
      for (const path of references.env) env.add(path)
      for (const name of references.secrets ?? []) secrets.add(name)
      for (const name of references.params) addParameter(name)
    },
    addFamily: (name) => families.add(name),
    addRequirement: (key) => requirements.add(key),
    requirements,
    uses: () => ({
      env: [...env].sort(),
      secrets: [...secrets].sort(),
      families: [...families].sort(),
      params: Object.fromEntries([...params].sort()),
    }),
  }
}
