import { contentHash } from '#domain/content-hash.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import { parseElementKey, parseRequirementKey, parseTestCaseKey } from '#domain/keys.ts'
import type { Parameter } from '#domain/requirement.ts'
import { elementRecord, parameterRecord, statementRecord } from '#domain/requirement-records.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import type { AttemptOutcome } from '#domain/tracing/outcome.ts'
import type { RecordChange } from '#domain/tracing/trace-dossier.ts'
import { compareKeys } from '#traceability/compare-keys.ts'
import type { TraceInput } from '#traceability/trace-input.ts'
import { describeChange, headOf, type RecordKind } from './describe-change.ts'

/** Says what changed since an outcome was judged; nothing: it is still valid. */
export type ChangesSince = (outcome: AttemptOutcome) => readonly RecordChange[]

type Held = Pick<TraceInput, 'requirements' | 'cases' | 'recordOf' | 'hashes'>

/** A record as it is today, with the changes from the older ones that results name. */
interface Today {
  readonly kind: RecordKind
  readonly hash?: string
  readonly record: () => JsonObject | undefined
  readonly changes: Map<string, RecordChange>
}

const none: readonly RecordChange[] = []

/**
 * Compares the hashes that results were judged against with those of today. Results share records: each difference is
 * described once.
 */
export const changesSince = (input: Held): ChangesSince => {
  const cases = new Map<string, CaseHead>(input.cases.map((head) => [head.key, head]))
  const known = new Map<string, Today>()
  const today = (key: string): Today => {
    const found = known.get(key) ?? recordOfToday(input, cases, key)
    known.set(key, found)
    return found
  }
  const changeOf = (key: string, hash: string): RecordChange | undefined => {
    const record = today(key)
    if (record.hash === hash) return undefined
    const told = record.changes.get(hash) ?? tellChange(input, key, record, hash)
    record.changes.set(hash, told)
    return told
  }
  return ({ case: key, caseHash, basis }) => {
    let changes: RecordChange[] | undefined
    const add = (change: RecordChange | undefined) => {
      if (change === undefined) return
      changes ??= []
      changes.push(change)
    }
    if (key !== undefined && caseHash !== undefined) add(changeOf(key, caseHash))
    for (const name in basis) add(changeOf(name, basis[name] ?? ''))
    return changes?.sort((a, b) => compareKeys(a.key, b.key)) ?? none
  }
}

const tellChange = (input: Held, key: string, record: Today, hash: string): RecordChange => {
  const old: Json | undefined = input.recordOf?.(hash)
  return { key, what: record.kind, message: describeChange(record.kind, old, record.record()) }
}

const recordOfToday = (
  { requirements, hashes }: Held,
  cases: ReadonlyMap<string, CaseHead>,
  key: string,
): Today => {
  const [id = '', name] = key.split('/', 2)
  const requirement = ofMap(requirements.requirements, parseRequirementKey(id))
  if (requirement !== undefined) {
    return name === undefined
      ? held('requirement', requirement.contentHash, () => statementRecord(requirement))
      : ofParameter(requirement.parameters[name])
  }
  const element = ofMap(requirements.elements, parseElementKey(key))
  if (element !== undefined) {
    return held('element', element.contentHash, () => elementRecord(element))
  }
  const head = cases.get(key)
  if (head?.unreadable) return held('case', undefined, () => undefined)
  if (head !== undefined) return held('case', head.contentHash, () => headOf(recordOfHead(head)))
  return held(kindOf(key), hashes?.[key], () => (hashes?.[key] === undefined ? undefined : {}))
}

const ofMap = <K, V>(map: ReadonlyMap<K, V>, key: K | undefined): V | undefined =>
  key === undefined ? undefined : map.get(key)

const held = (kind: RecordKind, hash: string | undefined, record: Today['record']): Today => ({
  kind,
  ...(hash === undefined ? {} : { hash }),
  record,
  changes: new Map(),
})

const ofParameter = (parameter: Parameter | undefined): Today => {
  if (parameter === undefined) return held('parameter', undefined, () => undefined)
  const record = parameterRecord(parameter)
  return held('parameter', parameter.contentHash ?? contentHash(record), () => record)
}

const recordOfHead = (head: CaseHead): JsonObject => ({
  title: head.title,
  ...(head.objective === undefined ? {} : { objective: head.objective }),
  method: head.method,
  status: head.status,
  priority: head.priority,
  tags: head.tags,
  verifies: head.verifies.map(({ element }) => element),
})

/** What a key that is no longer held was of, by its form. */
const kindOf = (key: string): RecordKind => {
  const [id = '', name] = key.split('/', 2)
  if (parseRequirementKey(id)) return name === undefined ? 'requirement' : 'parameter'
  if (parseElementKey(key)) return 'element'
  return parseTestCaseKey(key) ? 'case' : 'step'
}
