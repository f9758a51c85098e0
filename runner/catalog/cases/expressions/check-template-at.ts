import type { CaseContext, ExpressionScope } from '#catalog/cases/case-context.ts'
import { checkRowReads, type ReadingText } from '#catalog/cases/rows/check-row-reads.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { Template } from '#domain/template.ts'
import type { ValueType } from '#domain/value-type.ts'
import { templateReferences } from '#language/expressions/references.ts'
import { parseTemplate } from '#language/templates/parse-template.ts'
import { checkTemplate } from '#language/types/check-expression.ts'
import { warnOfMisspeltBindings } from './check-bindings.ts'
import { cutByComment } from './check-expression-at.ts'

/** A value in which `${{ … }}` may stand, checked. */
export interface CheckedTemplate {
  readonly template: Template
  readonly type: ValueType
}

/** Where a template stands and what is wanted there. */
export interface TemplatePlace {
  readonly path: Path
  readonly expected?: ValueType
  /** True in `with`, where secrets may stand. */
  readonly secrets?: boolean
}

/** Checks a template in its scope; problems are reported at their place. */
export const checkTemplateAt = (
  context: CaseContext,
  scope: ExpressionScope,
  place: TemplatePlace,
  data: unknown,
): CheckedTemplate => {
  const { list, uses } = context
  const { path, expected } = place
  const { template, problems } = parseTemplate(data, (inner) =>
    list.source.lineOf([...path, ...inner]),
  )
  for (const problem of problems) {
    const at = [...path, ...problem.path]
    if (list.source.isCutByComment(at)) list.at(at, cutByComment)
    else list.inside(at, problem, problem)
  }
  if (problems.length > 0) return { template, type: { kind: 'any' } }
  const references = templateReferences(template)
  uses.add(references)
  checkSecrets(context, place, data, references.secrets)
  const texts = textsIn(data, path)
  const types = checkRowReads(context, scope, texts, references)
  const checked = checkTemplate(template, types, expected)
  for (const problem of checked.problems) {
    const at = [...path, ...problem.path]
    const text = texts.find((each) => samePath(each.path, at))?.text
    const start = problem.source === undefined ? -1 : (text?.indexOf(problem.source) ?? -1)
    if (start < 0) list.at(at, { ...problem, hint: problem.hint ?? hintForBare(text, expected) })
    else list.inside(at, { offset: start + problem.offset, length: problem.length }, problem)
  }
  if (checked.problems.length === 0) {
    warnOfBareReferences(context, texts)
    warnOfMisspeltBindings(context, texts, references.env)
  }
  return { template, type: checked.type }
}

const bareReference = /^(?:steps|inputs|env|matrix|params)\.[A-Za-z_]\w*(?:\.\w+|\[[^\]]*\])*$/

const hintForBare = (text: string | undefined, expected: ValueType | undefined) =>
  text !== undefined && (bareReference.test(text) || expected?.kind === 'number')
    ? `An expression stands between braces here: "\${{ ${text} }}".`
    : undefined

const warnOfBareReferences = ({ list }: CaseContext, texts: readonly ReadingText[]): void => {
  for (const { path, text } of texts) {
    if (!bareReference.test(text)) continue
    list.at(path, {
      severity: 'warning',
      code: 'bare-reference',
      message: `"${text}" is taken as a plain text here.`,
      hint: `For its value write "\${{ ${text} }}".`,
    })
  }
}

const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((step, index) => step === b[index])

/** All texts of plain data with their paths. */
const textsIn = (data: unknown, path: Path): readonly ReadingText[] => {
  if (typeof data === 'string') return [{ path, text: data }]
  if (Array.isArray(data)) return data.flatMap((item, index) => textsIn(item, [...path, index]))
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([key, value]) => textsIn(value, [...path, key]))
}

const checkSecrets = (
  { list, known }: CaseContext,
  { path, secrets }: TemplatePlace,
  data: unknown,
  names: readonly string[],
): void => {
  for (const name of names) {
    const at =
      textsIn(data, path).find(({ text }) => text.includes(`secrets.${name}`))?.path ?? path
    if (secrets !== true) {
      list.at(at, {
        code: 'secret-outside-with',
        message: `The secret "${name}" can stand only in \`with\`.`,
        hint: 'Only a step resolves secrets: hand it to the step that needs it.',
      })
    } else if (!known.secrets.has(name)) {
      list.at(at, {
        code: 'unknown-secret',
        message: `No environment declares the secret "${name}".`,
        hint: didYouMean(name, known.secrets) ?? 'Add it to `secrets` of the environment.',
      })
    }
  }
}
