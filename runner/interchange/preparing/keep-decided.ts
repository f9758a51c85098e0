import { type Findings, type Place, quoted } from '#interchange/findings.ts'
import type { ParameterRecord, RequirementSet } from '#interchange/requirement-set.ts'

/** How a statement is read, as against what stands in it. */
const readings = [
  'role',
  'sense',
  'strict',
  'statistic',
  'over',
  'uses',
  'given',
  'confidence',
] as const

/** Who is asked, and who is told. */
export interface Decided {
  readonly held: RequirementSet
  readonly findings: Findings
  readonly origins: ReadonlyMap<string, Place>
}

/**
 * Where somebody decided how a parameter is to be read, another reading does not replace it: it is named. A source
 * that says itself who decided does replace it; values, which stand in the document, always do.
 */
export const keepDecided = (
  set: RequirementSet,
  { held, findings, origins }: Decided,
): RequirementSet => {
  const before = new Map(held.requirements.map((item) => [item.id, item]))
  const deciders = new Map(held.documents.map((item) => [item.document, item.decidedBy]))
  const saying = new Map(set.documents.map((item) => [item.document, item.decidedBy]))
  const kept = (id: string, parameter: ParameterRecord): ParameterRecord => {
    const known = before.get(id)
    const decided =
      known && Object.hasOwn(known.parameters, parameter.name)
        ? known.parameters[parameter.name]
        : undefined
    const decidedBy = decided?.decidedBy ?? deciders.get(known?.document ?? '')
    const says = parameter.decidedBy ?? saying.get(known?.document ?? '')
    if (decided === undefined || decidedBy === undefined || says !== undefined) return parameter
    const fields = fieldsReadOtherwise(parameter, decided)
    if (fields.length === 0) return parameter
    const key = `${id}/${parameter.name}`
    const others = fields.map((field) => `${field} ${quoted(parameter[field])}`).join(', ')
    findings.note(
      { ...(origins.get(key) ?? { file: 'import' }), key },
      `is kept as decided (${decidedBy}); the source reads ${others}`,
    )
    const rest: { -readonly [field in keyof ParameterRecord]: ParameterRecord[field] } = {
      ...parameter,
    }
    for (const field of fields) delete rest[field]
    return rest
  }
  return {
    ...set,
    requirements: set.requirements.map((item) => ({
      ...item,
      parameters: Object.fromEntries(
        Object.entries(item.parameters).map(([name, parameter]) => [
          name,
          kept(item.id, parameter),
        ]),
      ),
    })),
  }
}

type Reading = (typeof readings)[number] | 'unit'

const fieldsReadOtherwise = (
  parameter: ParameterRecord,
  decided: ParameterRecord,
): readonly Reading[] => {
  // A type is often written for a unit. With another value beside it, it may be meant: then both are taken.
  const asked = parameter.value === decided.value ? (['unit', ...readings] as const) : readings
  return asked.filter(
    (field) =>
      parameter[field] !== undefined &&
      JSON.stringify(parameter[field]) !== JSON.stringify(decided[field] ?? unsaid[field]),
  )
}

const unsaid: { readonly [field in Reading]?: unknown } = {
  strict: false,
  uses: [],
  given: [],
}
