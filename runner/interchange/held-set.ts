import type { Parameter, Requirements } from '#domain/requirement.ts'
import type { ParameterRecord, RequirementSet } from './requirement-set.ts'

/** Everything that a root holds, as a set that writers take: in the order of its files, listed whole. */
export const setOfRequirements = ({
  documents,
  requirements,
  elements,
}: Pick<Requirements, 'documents' | 'requirements' | 'elements'>): RequirementSet => {
  const names = documents.map(({ document }) => document)
  return {
    documents,
    requirements: [...requirements.values()].map(({ contentHash: _, parameters, ...rest }) => ({
      ...rest,
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [name, recordOf(parameter)]),
      ),
    })),
    elements: [...elements.values()].map(({ contentHash: _, ...rest }) => rest),
    scope: { requirements: names, parameters: names, elements: names },
  }
}

const recordOf = ({ contentHash: _, ...parameter }: Parameter): ParameterRecord => parameter
