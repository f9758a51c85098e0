import { contentHash } from './content-hash.ts'
import type { JsonObject } from './json.ts'
import type { ElementKey, RequirementKey } from './keys.ts'
import type { Parameter, Requirement, Requirements, VerificationElement } from './requirement.ts'

/**
 * What a result rests on of a requirement without its parameters: the statement. Parents and priority may change
 * without the statement saying anything else.
 */
export const statementRecord = ({
  id,
  document,
  title,
  status,
  changed,
}: Pick<Requirement, 'id' | 'document' | 'title' | 'status' | 'changed'>): JsonObject => ({
  id,
  document,
  title,
  status,
  ...(changed !== undefined && { changed }),
})

/** What a result rests on of a parameter: all but key numbers, notes and who decided. */
export const parameterRecord = ({
  name,
  value,
  unit,
  role,
  sense,
  strict,
  statistic,
  over,
  uses,
  given,
  confidence,
  levels,
}: Parameter): JsonObject => ({
  name,
  value,
  unit,
  role,
  strict,
  uses,
  given,
  ...(sense !== undefined && { sense }),
  ...(statistic !== undefined && { statistic }),
  ...(over !== undefined && { over }),
  ...(confidence !== undefined && { confidence }),
  ...(levels !== undefined && { levels: { ...levels } }),
})

type Claim = Omit<VerificationElement, 'contentHash' | 'jiraStatus' | 'written'>

/** What a result rests on of an element: all but what people noted of its state. */
export const elementRecord = ({
  key,
  document,
  requirement,
  title,
  parameters,
  method,
  stage,
  covers,
  verifiedIn,
}: Claim): JsonObject => ({
  key,
  document,
  requirement,
  title,
  parameters,
  covers,
  verifiedIn,
  ...(method !== undefined && { method }),
  ...(stage !== undefined && { stage }),
})

/**
 * The records that the keys of a `basis` name, by content hash: what an older result was judged against can so be
 * shown beside what is there now.
 */
export const recordsOfBasis = (
  { requirements, elements }: Pick<Requirements, 'requirements' | 'elements'>,
  keys: Iterable<string>,
): { readonly [hash: string]: JsonObject } => {
  const records: { [hash: string]: JsonObject } = {}
  for (const key of keys) {
    const [id = '', name] = key.split('/', 2)
    const requirement = requirements.get(id as RequirementKey)
    const parameter = name === undefined ? undefined : requirement?.parameters[name]
    const element = elements.get(id as ElementKey)
    if (parameter !== undefined) {
      const record = parameterRecord(parameter)
      records[parameter.contentHash ?? contentHash(record)] = record
    } else if (name === undefined && requirement !== undefined) {
      records[requirement.contentHash] = statementRecord(requirement)
    } else if (name === undefined && element !== undefined) {
      records[element.contentHash] = elementRecord(element)
    }
  }
  return records
}
