import type { RequirementKey } from '#domain/keys.ts'
import type { Parameter, Requirements } from '#domain/requirement.ts'
import type { TestCase } from '#domain/test-case.ts'

/** A parameter with the requirement that states it. */
export interface NamedParameter {
  readonly requirement: RequirementKey
  readonly parameter: Parameter
}

/** All parameters that requirements state, found by what a text calls them. */
export interface NamedParameters {
  /** Parameters of the requirements that a case verifies. */
  readonly verifiedBy: (testCase: TestCase) => readonly NamedParameter[]
  /**
   * The parameter that a word names, one of the case's own first. Capitals matter in short names (`AM1`); a plain small
   * word names a parameter of the case's own requirements only.
   */
  readonly named: (word: string, own: readonly NamedParameter[]) => NamedParameter | undefined
}

/** Names shorter than this are told from other words by their capitals. */
const longName = 6

/** Indexes the parameters of all live requirements. */
export const nameParameters = ({ requirements }: Requirements): NamedParameters => {
  const byName = new Map<string, NamedParameter>()
  const ambiguous = new Set<string>()
  for (const { id, parameters, status } of requirements.values()) {
    for (const parameter of status === 'live' ? Object.values(parameters) : []) {
      const name = spelling(parameter.name)
      const known = byName.get(name)
      // The same name shares its value; where it does not, no text can be held against it.
      if (known && !sameNumber(known.parameter, parameter)) ambiguous.add(name)
      if (!known) byName.set(name, { requirement: id, parameter })
    }
  }
  return {
    verifiedBy: (testCase) => {
      const keys = new Set(testCase.verifies.flatMap(({ requirement }) => requirement ?? []))
      return [...keys].flatMap((key) =>
        Object.values(requirements.get(key)?.parameters ?? {}).map((parameter) => ({
          requirement: key,
          parameter,
        })),
      )
    },
    named: (word, own) => {
      const name = spelling(word)
      const mine = own.find((item) => spelling(item.parameter.name) === name)
      if (mine) return mine
      return ambiguous.has(name) || /^[a-z]+$/.test(word) ? undefined : byName.get(name)
    },
  }
}

const spelling = (name: string): string => (name.length < longName ? name : name.toLowerCase())

const sameNumber = (one: Parameter, other: Parameter): boolean =>
  one.value === other.value && one.unit === other.unit
