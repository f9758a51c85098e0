import { utimesSync } from 'node:fs'
import type { Catalog, RootSettings } from '#catalog/catalog.ts'
import { type CaseRecord, type KeptCase, recordOf } from '#catalog/compiling/case-record.ts'
import type { FoundFile } from '#catalog/compiling/find-files.ts'
import { lazyCases } from '#catalog/compiling/lazy-cases.ts'
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
import { openKeptFile, writeLines } from './kept-file.ts'

/** Changes when the form of the file does. */
const format = 'lvv-catalog-5'

/** What an earlier load kept: lines of JSON, of which only those that are needed are read and parsed. */
export interface CatalogCache {
  readonly identity: string
  /** Hash and stamp of each file, by path relative to the root. */
  readonly files: ReadonlyMap<string, { readonly sha256: string; readonly stamp: string }>
  /** Milliseconds since the epoch. */
  readonly writtenAt: number
  /** Cases without errors, in the order of their lines. */
  readonly cases: readonly CachedCase[]
  common(): string
  /** JSON of the heads of the cases that can run, so many at a time. */
  heads(): Iterable<string>
}

interface CachedCase {
  readonly file: string
  readonly key: TestCaseKey
  readonly runs: boolean
  /** JSON of its record. */
  text(): string
}

interface Head {
  readonly format: string
  readonly identity: string
  readonly files: readonly (readonly [file: string, sha256: string, stamp: string])[]
  /** Bytes of the line of what is common. */
  readonly common: number
  /** Bytes of the lines of heads. */
  readonly heads: readonly number[]
  /** Bytes: of its line. */
  readonly cases: readonly (readonly [
    file: string,
    key: TestCaseKey,
    runs: boolean,
    bytes: number,
  ])[]
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
    const file = openKeptFile(path)
    const end = file.firstLineEnd()
    const head = JSON.parse(file.text(0, end)) as Head
    if (head.format !== format) return undefined
    let next = end + 1
    const lineOf = (bytes: number) => {
      const from = next
      next += bytes + 1
      return () => file.text(from, from + bytes)
    }
    const common = lineOf(head.common)
    const heads = head.heads.map(lineOf)
    const cases = head.cases.map(
      ([name, key, runs, bytes]): CachedCase => ({ file: name, key, runs, text: lineOf(bytes) }),
    )
    if (next !== file.size) return undefined
    return {
      identity: head.identity,
      files: new Map(head.files.map(([name, sha256, stamp]) => [name, { sha256, stamp }])),
      writtenAt: file.writtenAt,
      cases,
      common,
      heads: () => heads.values().map((line) => line()),
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
    const common = fromJsonText(cache.common()) as unknown as Common
    const { settings, plans, environments, requirements, elements, problems } = common
    const runnable = new Map(cache.cases.filter(({ runs }) => runs).map((one) => [one.key, one]))
    const catalog: Catalog = {
      root,
      settings,
      cases: lazyCases(runnable.keys(), (key) => {
        const text = runnable.get(key)?.text()
        return text === undefined ? undefined : recordOf(text).testCase
      }),
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
const lazyHeads = (lines: () => Iterable<string>): Catalog['heads'] => {
  let parsed: readonly CaseHead[] | undefined
  return () => {
    if (parsed !== undefined) return parsed
    const heads: CaseHead[] = []
    for (const line of lines()) heads.push(...(fromJsonText(line) as unknown as CaseHead[]))
    parsed = heads
    return parsed
  }
}

/** Records of single cases, by file, for a root of which something changed. */
export const cachedRecords = (cache: CatalogCache): ReadonlyMap<string, CaseRecord> => {
  try {
    return new Map(cache.cases.map(({ file, text }) => [file, recordOf(text())]))
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
  readonly kept: ReadonlyMap<string, KeptCase>
}

/** Writes a cache in one step; where that is not possible, the next load simply takes longer. */
export const writeCache = (path: string, content: CacheContent): void => {
  const { identity, files, catalog } = content
  const kept = [...content.kept]
  const common = toJsonText(commonOf(content))
  const heads = [...inParts(catalog.heads())].map(toJsonText)
  const head: Head = {
    format,
    identity,
    files: files.map(({ file, sha256, stamp }) => [file, sha256, stamp]),
    common: Buffer.byteLength(common),
    heads: heads.map((line) => Buffer.byteLength(line)),
    cases: kept.map(([file, { key, text }]) => [
      file,
      key,
      catalog.cases.has(key),
      Buffer.byteLength(text),
    ]),
  }
  try {
    writeLines(path, [toJsonText(head), common, ...heads, ...kept.map(([, { text }]) => text)])
  } catch {
    // A read-only or full disk costs time, not correctness.
  }
}

/** Many heads in one text would need much memory for a moment. */
function* inParts(heads: readonly CaseHead[]): Iterable<readonly CaseHead[]> {
  const size = 1000
  for (let from = 0; from < heads.length; from += size) yield heads.slice(from, from + size)
}

const commonOf = ({ catalog, expiring }: CacheContent): Common => {
  const { settings, requirements, problems } = catalog
  return {
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
}

/** Marks a cache as true of now: files older than that are then known by their stamp alone. */
export const confirmCache = (path: string, now: Date): void => {
  try {
    utimesSync(path, now, now)
  } catch {
    // Only the next load takes longer.
  }
}
