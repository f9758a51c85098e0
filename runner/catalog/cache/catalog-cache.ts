import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Catalog, RootSettings } from '#catalog/catalog.ts'
import type { CaseRecord } from '#catalog/compiling/case-record.ts'
import type { FoundFile } from '#catalog/compiling/find-files.ts'
import type { Expiring } from '#catalog/requirements/read-requirements.ts'
import type { CampaignPlan } from '#domain/campaign-plan.ts'
import type { Environment } from '#domain/environment.ts'
import { fromJsonText, toJsonText } from '#domain/json-text.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { Problem } from '#domain/problem.ts'
import type {
  Deviation,
  KnownIssue,
  Requirement,
  Requirements,
  VerificationElement,
  Waiver,
} from '#domain/requirement.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import { lazyCases } from './lazy-cases.ts'

/** Changes when the form of the file does. */
const format = 'lvv-catalog-3'

/** What an earlier load kept: lines of JSON, of which only those that are needed are parsed. */
export interface CatalogCache {
  readonly identity: string
  /** Hash and stamp of each file, by path relative to the root. */
  readonly files: ReadonlyMap<string, { readonly sha256: string; readonly stamp: string }>
  /** Milliseconds since the epoch. */
  readonly writtenAt: number
  /** Cases that can run, in the order of their lines. */
  readonly cases: readonly CachedCase[]
  readonly common: string
  /** Heads of the cases that can run: one line for all. */
  readonly heads: string
  readonly lines: readonly string[]
}

interface CachedCase {
  readonly file: string
  readonly key: TestCaseKey
  readonly runs: boolean
}

interface Head {
  readonly format: string
  readonly identity: string
  readonly files: readonly (readonly [file: string, sha256: string, stamp: string])[]
  readonly cases: readonly CachedCase[]
}

interface Common {
  readonly settings: RootSettings
  readonly aliases: readonly (readonly [string, TestCaseKey])[]
  readonly plans: readonly CampaignPlan[]
  readonly environments: readonly Environment[]
  readonly documents: Requirements['documents']
  readonly requirements: readonly Requirement[]
  readonly elements: readonly VerificationElement[]
  readonly deviations: readonly Deviation[]
  readonly waivers: readonly Waiver[]
  readonly knownIssues: readonly KnownIssue[]
  readonly problems: readonly Problem[]
  readonly expiring: readonly Expiring[]
}

/** Reads a cache; undefined for one that is missing, damaged, or of another form: it is then made again. */
export const readCache = (path: string): CatalogCache | undefined => {
  try {
    const [first = '', common = '', heads = '', ...lines] = readFileSync(path, 'utf8').split('\n')
    const head = JSON.parse(first) as Head
    if (head.format !== format || lines.length !== head.cases.length + 1) return undefined
    return {
      identity: head.identity,
      files: new Map(head.files.map(([file, sha256, stamp]) => [file, { sha256, stamp }])),
      writtenAt: statSync(path).mtimeMs,
      cases: head.cases,
      common,
      heads,
      lines,
    }
  } catch {
    return undefined
  }
}

/** A catalog as it was compiled, with what turns into a problem on a day. */
export interface DatedCatalog {
  readonly catalog: Catalog
  readonly expiring: readonly Expiring[]
}

/** The catalog as it was, cases parsed when they are asked for; undefined when the cache is damaged. */
export const restoreCatalog = (cache: CatalogCache, root: string): DatedCatalog | undefined => {
  try {
    const common = fromJsonText(cache.common) as unknown as Common
    const { settings, plans, environments, requirements, elements, problems } = common
    const texts = new Map<TestCaseKey, string>()
    for (const [index, { key, runs }] of cache.cases.entries()) {
      const line = cache.lines[index]
      if (runs && line !== undefined) texts.set(key, line)
    }
    const catalog: Catalog = {
      root,
      settings,
      cases: lazyCases(texts, (line) => recordOf(line).testCase),
      heads: lazyHeads(cache.heads),
      aliases: new Map(common.aliases),
      plans: new Map(plans.map((plan) => [plan.key, plan])),
      environments: new Map(environments.map((environment) => [environment.name, environment])),
      requirements: {
        documents: common.documents,
        requirements: new Map(requirements.map((requirement) => [requirement.id, requirement])),
        elements: new Map(elements.map((element) => [element.key, element])),
        deviations: common.deviations,
        waivers: common.waivers,
        knownIssues: common.knownIssues,
      },
      problems,
    }
    return { catalog, expiring: common.expiring }
  } catch {
    return undefined
  }
}

/** A run asks for no heads, and traceability for nothing else: they are parsed when they are asked for. */
const lazyHeads = (line: string): Catalog['heads'] => {
  let parsed: readonly CaseHead[] | undefined
  return () => {
    parsed ??= fromJsonText(line) as unknown as readonly CaseHead[]
    return parsed
  }
}

const recordOf = (line: string): CaseRecord => fromJsonText(line) as unknown as CaseRecord

/** Records of single cases, by file, for a root of which something changed. */
export const cachedRecords = (cache: CatalogCache): ReadonlyMap<string, CaseRecord> => {
  try {
    return new Map(cache.cases.map(({ file }, index) => [file, recordOf(cache.lines[index] ?? '')]))
  } catch {
    return new Map()
  }
}

/** What a cache keeps. */
export interface CacheContent {
  readonly identity: string
  readonly files: readonly (FoundFile & { readonly sha256: string })[]
  readonly catalog: Catalog
  readonly expiring: readonly Expiring[]
  readonly records: ReadonlyMap<string, CaseRecord>
}

/** Writes a cache in one step; where that is not possible, the next load simply takes longer. */
export const writeCache = (
  path: string,
  { identity, files, catalog, expiring, records }: CacheContent,
): void => {
  const kept = [...records]
  const head: Head = {
    format,
    identity,
    files: files.map(({ file, sha256, stamp }) => [file, sha256, stamp]),
    cases: kept.map(([file, { testCase }]) => ({
      file,
      key: testCase.key,
      runs: catalog.cases.has(testCase.key),
    })),
  }
  const { settings, requirements, problems } = catalog
  const common: Common = {
    settings,
    aliases: [...catalog.aliases],
    plans: [...catalog.plans.values()],
    environments: [...catalog.environments.values()],
    documents: requirements.documents,
    requirements: [...requirements.requirements.values()],
    elements: [...requirements.elements.values()],
    deviations: requirements.deviations,
    waivers: requirements.waivers,
    knownIssues: requirements.knownIssues,
    problems,
    expiring,
  }
  const lines = [head, common, catalog.heads(), ...kept.map(([, record]) => record)].map((line) =>
    toJsonText(line),
  )
  const part = `${path}.${process.pid}.part`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(part, `${lines.join('\n')}\n`)
    renameSync(part, path)
  } catch {
    // A read-only or full disk costs time, not correctness.
    rmSync(part, { force: true })
  }
}

/** Marks a cache as true of now: files older than that are then known by their stamp alone. */
export const confirmCache = (path: string, now: Date): void => {
  try {
    utimesSync(path, now, now)
  } catch {
    // Only the next load takes longer.
  }
}
