import type { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import type { ValueType } from '#domain/value-type.ts'
import type { FamilyLoader } from '#step-kit/family-loader.ts'
import { inputTypeOf, valueTypeOf } from '#step-kit/schema-type.ts'
import type { StepDefinition, StepFamily } from '#step-kit/step-definition.ts'

/** A step with the types of its two sides. */
export interface KnownStep {
  readonly definition: StepDefinition
  readonly input: ValueType
  readonly output: ValueType
}

/** The families that the cases of a root name, loaded. */
export interface StepIndex {
  step(name: string): KnownStep | undefined
  /** A named type of a family: `butler.Handle`. */
  type(name: string): ValueType | undefined
  /** `missing`: there is no such family; a text: why its code cannot be loaded. */
  family(name: string): 'loaded' | 'missing' | { readonly broken: string }
  /** Names of all steps of the families that could be loaded. */
  readonly stepNames: readonly string[]
  /** Names of all types of those families. */
  readonly typeNames: readonly string[]
}

/** A step index that grows as cases name more families. */
export interface GrowingStepIndex extends StepIndex {
  /** Loads the families of the given steps and types; all families when one is unknown, to know what was meant. */
  ensure(names: readonly string[]): Promise<void>
}

/** Starts without any family: code is loaded when a case names it. */
export const growingStepIndex = (families: FamilyLoader): GrowingStepIndex => {
  const loaded = new Map<string, LoadedFamily>()
  let index = indexFamilies(loaded)
  const load = async (names: Iterable<string>): Promise<void> => {
    const missing = [...new Set(names)].filter((name) => !loaded.has(name)).sort()
    for (const name of missing) loaded.set(name, await loadFamily(families, name))
    if (missing.length > 0) index = indexFamilies(loaded)
  }
  return {
    step: (name) => index.step(name),
    type: (name) => index.type(name),
    family: (name) => index.family(name),
    get stepNames() {
      return index.stepNames
    },
    get typeNames() {
      return index.typeNames
    },
    ensure: async (names) => {
      await load(names.map(familyOf))
      const isKnown = (name: string) => index.step(name) ?? index.type(name)
      if (!names.every(isKnown)) await load(await families.names())
    },
  }
}

/** `butler` of `butler.query_datasets`. */
export const familyOf = (name: string): string => name.split('.', 1)[0] ?? ''

type LoadedFamily = StepFamily | 'missing' | { readonly broken: string }

const loadFamily = async (families: FamilyLoader, name: string): Promise<LoadedFamily> => {
  try {
    return (await families.load(name)) ?? 'missing'
  } catch (error) {
    if (error instanceof HarnessError) return { broken: error.message }
    throw error
  }
}

type Loaded = ReadonlyMap<string, LoadedFamily>

const indexFamilies = (loaded: Loaded): StepIndex => {
  const families = [...loaded.values()].filter(isFamily)
  const schemas = new Map<z.ZodType, string>()
  for (const { types } of families) {
    for (const [name, schema] of Object.entries(types)) schemas.set(schema, name)
  }
  const types = new Map([...schemas].map(([schema, name]) => [name, valueTypeOf(schema, schemas)]))
  const definitions = new Map<string, StepDefinition>(
    families.flatMap(({ steps }) => steps.map((step) => [step.name, step] as const)),
  )
  const known = new Map<string, KnownStep>()
  return {
    step: (name) => {
      const definition = definitions.get(name)
      if (definition === undefined) return undefined
      const step = known.get(name) ?? {
        definition,
        input: inputTypeOf(definition.input, schemas),
        output: valueTypeOf(definition.output, schemas),
      }
      known.set(name, step)
      return step
    },
    type: (name) => types.get(name),
    family: (name) => {
      const family = loaded.get(name) ?? 'missing'
      return isFamily(family) ? 'loaded' : family
    },
    stepNames: [...definitions.keys()].sort(),
    typeNames: [...types.keys()].sort(),
  }
}

const isFamily = (family: LoadedFamily): family is StepFamily =>
  typeof family === 'object' && 'steps' in family
