import { parseRequirementKey, type RequirementKey } from '#domain/keys.ts'

/** A parameter by its requirement: `DMS-REQ-0360/AM2`. */
export interface ParameterName {
  readonly requirement: RequirementKey
  readonly parameter: string
}

/** Parses `REQUIREMENT/PARAMETER`; undefined for anything else. */
export const parseParameterName = (text: string): ParameterName | undefined => {
  const [, key = '', parameter = ''] = /^([^/]+)\/([A-Za-z][A-Za-z0-9_]*)$/.exec(text) ?? []
  const requirement = parseRequirementKey(key)
  return requirement === undefined || parameter === '' ? undefined : { requirement, parameter }
}
