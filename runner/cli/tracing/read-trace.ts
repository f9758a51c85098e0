import type { OpenRoot } from '#cli/opening/open-catalog.ts'
import type { Json } from '#domain/json.ts'
import type { Requirements } from '#domain/requirement.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import type { AttemptOutcome } from '#domain/tracing/outcome.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { familyOf } from '#planning/rest-on.ts'
import type { FamilyLoader } from '#step-kit/family-loader.ts'
import { buildTrace, type TraceInput } from '#traceability/build-trace.ts'
import { errorsOf, headsLeftOut } from './left-out.ts'

/** What the model is asked for. */
export interface TraceQuestion {
  /** Absent: the newest that a result names. */
  readonly release?: string
  /** Only results of this environment; absent: of all. */
  readonly environment?: string
  /** Milliseconds; decides which waivers and deviations are in force. */
  readonly now: number
}

/** Everything traceability is made from: what the root holds, what its ledger keeps. */
export const readTraceInput = async (
  { catalog, families }: OpenRoot,
  ledger: Ledger,
  question: TraceQuestion,
): Promise<TraceInput> => {
  const { outcomes, measures, runs } = await readResults(ledger, question.environment)
  const heads = catalog.heads()
  const leftOut = await headsLeftOut({ catalog }, ledger, { heads, outcomes })
  const cases = leftOut.length === 0 ? heads : [...heads, ...leftOut]
  const problems = errorsOf({ catalog })
  const records = await changedRecords(ledger, outcomes, hashesHeld(catalog.requirements, cases))
  return {
    requirements: catalog.requirements,
    cases,
    outcomes,
    measures,
    runs,
    today: new Date(question.now).toISOString().slice(0, 10),
    recordOf: (hash) => records.get(hash),
    hashes: await familyHashes(outcomes, families),
    ...(problems > 0 && { problems }),
    ...(question.release !== undefined && { release: question.release }),
  }
}

const readResults = async (
  ledger: Ledger,
  environment: string | undefined,
): Promise<Pick<TraceInput, 'outcomes' | 'measures' | 'runs'>> => {
  const [outcomes, measures, runs] = await Promise.all([
    ledger.outcomes(),
    ledger.measurements(),
    ledger.runOutcomes(),
  ])
  if (environment === undefined) return { outcomes, measures, runs }
  const here = outcomes.filter((one) => one.environment === environment)
  // An import may hold results of several environments.
  const kept = new Set(here.map(({ origin }) => origin.run))
  return {
    outcomes: here,
    measures: measures.filter(({ run }) => kept.has(run)),
    runs: runs.filter((one) => one.environment === environment || kept.has(one.run)),
  }
}

/** The read model of everything that is held and was found. */
export const readTrace = async (
  open: OpenRoot,
  ledger: Ledger,
  question: TraceQuestion,
): Promise<TraceDossier> => buildTrace(await readTraceInput(open, ledger, question))

/** Hashes of today of the step families that results rest on; one that is gone has none. */
const familyHashes = async (
  outcomes: readonly AttemptOutcome[],
  families: FamilyLoader,
): Promise<{ readonly [key: string]: string }> => {
  const bases = new Set(outcomes.map(({ basis }) => basis))
  const keys = new Set([...bases].flatMap((basis) => Object.keys(basis)))
  const hashes: { [key: string]: string } = {}
  for (const key of keys) {
    const family = familyOf(key)
    if (family === undefined) continue
    // A family that is gone, or whose code cannot be loaded, is not what the results rest on.
    const hash = await families.hash(family).catch(() => undefined)
    if (hash !== undefined) hashes[key] = hash
  }
  return hashes
}

/** Hashes of all records as they are today. */
const hashesHeld = (
  { requirements, elements }: Requirements,
  cases: readonly CaseHead[],
): ReadonlySet<string> => {
  const held = new Set<string>()
  for (const requirement of requirements.values()) {
    held.add(requirement.contentHash)
    for (const parameter of Object.values(requirement.parameters)) {
      if (parameter.contentHash !== undefined) held.add(parameter.contentHash)
    }
  }
  for (const element of elements.values()) held.add(element.contentHash)
  for (const head of cases) held.add(head.contentHash)
  return held
}

/** Old records of what has changed since a result rested on it: only they say what changed. */
const changedRecords = async (
  ledger: Ledger,
  outcomes: readonly AttemptOutcome[],
  held: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Json>> => {
  const wanted = new Set<string>()
  const seen = new Set<AttemptOutcome['basis']>()
  for (const { basis, caseHash } of outcomes) {
    if (caseHash !== undefined && !held.has(caseHash)) wanted.add(caseHash)
    // Results of one run share the basis of their case.
    if (seen.has(basis)) continue
    seen.add(basis)
    for (const hash of Object.values(basis)) if (!held.has(hash)) wanted.add(hash)
  }
  const records = new Map<string, Json>()
  for (const hash of wanted) {
    const record = await ledger.record(hash)
    if (record !== undefined) records.set(hash, record)
  }
  return records
}
