import { paramsType } from '#catalog/cases/knowledge.ts'
import type { Catalog } from '#catalog/catalog.ts'
import { type Expiring, readRequirements } from '#catalog/requirements/read-requirements.ts'
import { contentHash } from '#domain/content-hash.ts'
import type { Environment } from '#domain/environment.ts'
import type { FamilyLoader } from '#step-kit/family-loader.ts'
import type { CaseRecord, KeptCase } from './case-record.ts'
import { checkKnownIssues } from './check-known-issues.ts'
import { compileCases } from './compile-cases.ts'
import { envType } from './env-type.ts'
import { facilityBindings } from './facility-bindings.ts'
import type { InputFile } from './input-file.ts'
import { openFile } from './open-file.ts'
import { readEnvironment } from './read-environment.ts'
import { readPlan } from './read-plan.ts'
import { readSettings } from './read-settings.ts'

/** What compiling a root needs. */
export interface RootInput {
  readonly root: string
  readonly files: readonly InputFile[]
  readonly families: FamilyLoader
  /** Folder of the embedded facility, whose `bindings.yaml` shows what it adds to `env`. */
  readonly facility: string | undefined
  /** Hash of all code and bindings that compiling rests on. */
  readonly identity: string
  /** Cases of an earlier time, by file. */
  readonly records: ReadonlyMap<string, CaseRecord>
}

/** A compiled root, and the cases that a cache may keep. */
export interface CompiledRoot {
  readonly catalog: Catalog
  readonly kept: ReadonlyMap<string, KeptCase>
  readonly expiring: readonly Expiring[]
}

/** Reads, checks and resolves all files of a root. */
export const compileRoot = async (input: RootInput): Promise<CompiledRoot> => {
  const of = (test: (file: string) => boolean) => input.files.filter(({ file }) => test(file))
  const isEnvironment = (file: string) => file.startsWith('cases/environments/')
  const isPlan = (file: string) => file.startsWith('cases/plans/')
  const requirementFiles = of((file) => file.startsWith('requirements/'))
  const environmentFiles = of(isEnvironment)
  const openRequirements = requirementFiles.map(openFile)
  const { index, knownIssues, expiring } = readRequirements(openRequirements)
  const openEnvironments = environmentFiles.map(openFile)
  const environments = openEnvironments.map(readEnvironment)
  const env = envType(environments, facilityBindings(input.facility))
  const openPlans = of(isPlan).map(openFile)
  const cases = await compileCases({
    ...input,
    files: of((file) => file.startsWith('cases/') && !isEnvironment(file) && !isPlan(file)),
    plans: openPlans,
    context: contentHash([
      input.identity,
      ...[...requirementFiles, ...environmentFiles].map(({ file, sha256 }) => `${file} ${sha256}`),
    ]),
    knowledge: {
      env,
      secrets: new Set(environments.flatMap(({ secrets }) => Object.keys(secrets))),
      requirements: index,
      params: paramsType(index),
    },
  })
  const environmentNames = environments.map(({ name }) => name)
  const planned = openPlans.map((file) => ({
    file,
    plan: readPlan(file, { ...cases.knowledge, environmentNames }),
  }))
  checkKnownIssues(knownIssues, cases, environmentNames)
  const openSettings = of((file) => file === 'lvv.yaml').map(openFile)
  const known = {
    plans: planned.flatMap(({ plan }) => plan?.key ?? []),
    environments: environmentNames,
  }
  const [settings = {}] = openSettings.map((file) => readSettings(file, known))
  const lists = [...openRequirements, ...openEnvironments, ...openPlans, ...openSettings]
  const good = <T extends { readonly file: { readonly list: { hasErrors(): boolean } } }>(
    item: T,
  ) => !item.file.list.hasErrors()
  const usable = openEnvironments.flatMap((file, position): Environment[] => {
    const environment = environments[position]
    return environment === undefined || file.list.hasErrors() ? [] : [environment]
  })
  return {
    kept: cases.kept,
    expiring,
    catalog: {
      root: input.root,
      settings,
      cases: cases.cases,
      heads: () => cases.heads,
      aliases: cases.aliases,
      plans: new Map(
        planned.filter(good).flatMap(({ plan }) => (plan ? [[plan.key, plan] as const] : [])),
      ),
      environments: new Map(usable.map((environment) => [environment.name, environment])),
      requirements: index.all,
      problems: [...lists.flatMap(({ list }) => list.problems), ...cases.problems],
    },
  }
}
