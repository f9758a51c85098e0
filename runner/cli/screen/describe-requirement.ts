import type { Catalog } from '#catalog/catalog.ts'
import type { Requirement, VerificationElement } from '#domain/requirement.ts'

/** A requirement for people: parameters, elements, and the cases that verify them. */
export const describeRequirement = (item: Requirement, catalog: Catalog): readonly string[] => {
  const elements = [...catalog.requirements.elements.values()].filter(
    (element) => element.requirement === item.id,
  )
  return [
    `${item.id}  ${item.title}`,
    '',
    `  document  ${item.document}, priority ${item.priority ?? '-'}, ${item.status}`,
    `  parents   ${item.parents.join(', ') || 'none'}`,
    ...Object.values(item.parameters).map(
      (parameter) =>
        `  ${parameter.name}  ${parameter.sense ?? ''} ${parameter.value} ${parameter.unit}  ${parameter.role}`,
    ),
    '',
    ...(elements.length > 0
      ? elements.flatMap((element) => elementLines(element, catalog))
      : ['  no element']),
  ]
}

/** A verification element for people. */
export const describeElement = (item: VerificationElement, catalog: Catalog): readonly string[] => [
  `${item.key}  ${item.title}`,
  '',
  `  requirement  ${item.requirement}`,
  `  parameters   ${item.parameters.join(', ') || '-'}`,
  `  method       ${item.method ?? '-'}`,
  ...casesOf(item, catalog).map((text) => `  case         ${text}`),
]

const elementLines = (element: VerificationElement, catalog: Catalog): readonly string[] => [
  `  ${element.key}  ${element.title}`,
  ...casesOf(element, catalog).map((text) => `      ${text}`),
]

const casesOf = (element: VerificationElement, { cases }: Catalog): readonly string[] =>
  [...cases.values()]
    .filter((item) => item.verifies.some((verified) => verified.element === element.key))
    .map((item) => `${item.key}  ${item.title} (${item.status})`)
