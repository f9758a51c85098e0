import { access, readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { HarnessError } from '#domain/harness-error.ts'
import { bundlePlace } from './bundle-place.ts'
import { type FamilyPlace, hashFamily } from './family-hash.ts'
import { allowOutsideImports } from './outside-imports.ts'
import type { StepDefinition, StepFamily } from './step-definition.ts'

/** Finds step families by name and loads their code when it is asked for, once. */
export interface FamilyLoader {
  /** The family; undefined when there is none of that name. Throws HarnessError `step-unavailable` for broken code. */
  load(family: string): Promise<StepFamily | undefined>
  /** Names of all families, sorted; loads nothing. */
  names(): Promise<readonly string[]>
  /** Hash of a family's sources and lock files. Throws HarnessError `step-unavailable` when there is none. */
  hash(family: string): Promise<string>
  /** A step by `family.name`; undefined when there is none. */
  step(name: string): Promise<StepDefinition | undefined>
}

/** Where families are looked for: a root's own `steps/` hides those of the installation. All paths absolute. */
export interface FamilyPlaces {
  readonly install: string
  readonly root: string
}

const familyFiles = ['family.ts', 'family.mjs', 'family.js']
const familyName = /^[a-z][a-z0-9_-]*$/

/** Makes a loader over `<root>/steps` and `<install>/steps`. */
export const createFamilyLoader = ({ install, root }: FamilyPlaces): FamilyLoader => {
  const outside = path.resolve(root) !== path.resolve(install)
  const bases = outside ? [root, install] : [install]
  if (outside) allowOutsideImports(path.resolve(root, 'steps'))
  const allowIn = (folder: string, base: string) => {
    // A family may be a symbolic link to a folder elsewhere.
    if (outside && base === root) allowOutsideImports(folder)
  }

  const load = once(async (name): Promise<Loaded | undefined> => {
    if (!familyName.test(name)) return undefined
    for (const base of bases) {
      const folder = path.resolve(base, 'steps', name)
      const file = await familyFileIn(folder)
      if (!file) continue
      allowIn(folder, base)
      const code = base === install ? bundledFamily(name, file) : file
      return { place: { folder, base }, family: await importFamily(code, name) }
    }
    return undefined
  })
  const stepsOf = once(async (name) => {
    const loaded = await load(name)
    return new Map(loaded?.family.steps.map((step) => [step.name, step]))
  })
  const hash = once(async (name) => {
    const loaded = await load(name)
    if (!loaded) throw new HarnessError('step-unavailable', `There is no step family "${name}".`)
    return hashFamily(loaded.place, loaded.family.locks ?? [])
  })

  return {
    load: async (name) => (await load(name))?.family,
    names: async () => [...new Set((await Promise.all(bases.map(namesIn))).flat())].sort(),
    hash,
    step: async (name) => (await stepsOf(name.split('.', 1)[0] ?? '')).get(name),
  }
}

/** The bundle's copy of a family of the installation, so that it shares classes and schemas with the engine. */
const bundledFamily = (name: string, file: string): string =>
  bundlePlace === undefined ? file : path.join(bundlePlace, 'steps', `${name}.mjs`)

interface Loaded {
  readonly place: FamilyPlace
  readonly family: StepFamily
}

const once = <T>(make: (name: string) => Promise<T>): ((name: string) => Promise<T>) => {
  const made = new Map<string, Promise<T>>()
  return (name) => {
    const earlier = made.get(name) ?? make(name)
    made.set(name, earlier)
    return earlier
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

const familyFileIn = async (folder: string): Promise<string | undefined> => {
  for (const name of familyFiles) {
    const file = path.join(folder, name)
    if (await exists(file)) return file
  }
  return undefined
}

const namesIn = async (base: string): Promise<readonly string[]> => {
  const steps = path.resolve(base, 'steps')
  if (!(await exists(steps))) return []
  const names = (await readdir(steps)).filter((name) => familyName.test(name))
  const found = await Promise.all(names.map((name) => familyFileIn(path.join(steps, name))))
  return names.filter((_name, index) => found[index] !== undefined)
}

const importFamily = async (file: string, name: string): Promise<StepFamily> => {
  const module = await import(pathToFileURL(file).href).catch((cause: unknown) => {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
    throw new HarnessError(
      'step-unavailable',
      `The step family "${name}" cannot be loaded: ${reason}`,
      {
        hint: `Mend ${file}, or what it imports.`,
        cause,
      },
    )
  })
  return checkFamily(module.family, file, name)
}

/** Trusts types where TypeScript checked them; looks only for what a family written in plain JavaScript may miss. */
const checkFamily = (family: StepFamily | undefined, file: string, name: string): StepFamily => {
  const wrong = (message: string, hint: string) =>
    new HarnessError('step-unavailable', `The step family "${name}" ${message}`, { hint })
  if (typeof family !== 'object' || family === null || !Array.isArray(family.steps)) {
    throw wrong(
      `exports no \`family\` with a list of steps (${file}).`,
      'Write `export const family = { name, doc, types: {}, steps: [] }`.',
    )
  }
  if (family.name !== name) {
    throw wrong(`calls itself "${family.name}" (${file}).`, 'Name it as its folder.')
  }
  const seen = new Set<string>()
  for (const step of family.steps) {
    if (
      typeof step?.name !== 'string' ||
      !/^[a-z][a-z0-9_-]*\.[a-z][a-z0-9_]*$/.test(step.name) ||
      !step.name.startsWith(`${name}.`)
    ) {
      throw wrong(
        `has a step named ${JSON.stringify(step?.name)} (${file}).`,
        `Name it "${name}.what_it_does".`,
      )
    }
    if (seen.has(step.name))
      throw wrong(`has two steps named "${step.name}" (${file}).`, 'Rename one of them.')
    seen.add(step.name)
    if (
      !step.input?._zod ||
      !step.output?._zod ||
      typeof step.run !== 'function' ||
      !(step.timeout > 0)
    ) {
      throw wrong(
        `has a step "${step.name}" without input, output, timeout or run (${file}).`,
        'Write it with `defineStep`.',
      )
    }
  }
  return { ...family, types: family.types ?? {} }
}
