import type { Catalog } from '#catalog/catalog.ts'
import { durationText } from '#cli/arguments/duration-text.ts'
import { describeExpectation, templateText } from '#cli/describe-expectation.ts'
import { isStub } from '#domain/automation.ts'
import type { Row, TestCase } from '#domain/test-case.ts'
import { typeText } from '#language/types/assignable.ts'

/** A case or precursor for people: what it verifies, what it needs, its rows, who calls it. */
export const describeCase = (item: TestCase, catalog: Catalog): readonly string[] => [
  `${item.key}  ${item.title}${item.alias ? `  (${item.alias})` : ''}`,
  ...(item.objective ? ['', `  ${item.objective}`] : []),
  '',
  `  file      ${item.file}`,
  `  status    ${item.status}, ${item.method}, priority ${item.priority}${isStub(item) ? ', stub' : ''}`,
  ...field(
    'verifies',
    item.verifies.map((verified) => verifiedText(verified, catalog)),
  ),
  ...field('tags', item.tags.length > 0 ? [item.tags.join(', ')] : []),
  ...field(
    'requires',
    item.requires.map((path) => `env.${path}`),
  ),
  ...field(
    'matrix',
    Object.entries(item.matrix).map(([name, template]) => `${name}: ${templateText(template)}`),
  ),
  ...field('inputs', item.inputs.map(inputText)),
  ...field('outputs', Object.keys(item.outputs)),
  ...field('timeout', item.timeout === undefined ? [] : [durationText(item.timeout)]),
  ...field('shared', item.kind === 'precursor' ? [shareText(item)] : []),
  ...field('called by', callersOf(item, catalog)),
  ...section('script', item.script),
  ...section('teardown', item.teardown),
  ...section('aggregate', item.aggregate),
]

const inputText = ({ name, type, default: template }: TestCase['inputs'][number]): string => {
  if (!template) return `${name}: ${typeText(type)}`
  return `${name}: ${typeText(type)}, by default ${templateText(template)}`
}

const field = (name: string, values: readonly string[]): readonly string[] =>
  values.map((value, index) => `  ${(index === 0 ? name : '').padEnd(10)}${value}`)

const verifiedText = (
  verified: TestCase['verifies'][number],
  { requirements }: Catalog,
): string => {
  const element = requirements.elements.get(verified.element)
  const note = verified.implicit ? ' (no element)' : element ? `  ${element.title}` : ' (not held)'
  return `${verified.element}${verified.requirement ? ` of ${verified.requirement}` : ''}${note}`
}

const shareText = (item: TestCase): string => {
  const { share } = item
  switch (share.kind) {
    case 'run':
      return 'once a run'
    case 'none':
      return 'never'
    case 'ledger':
      return `over runs, for ${durationText(share.freshFor)}`
    default:
      return share satisfies never
  }
}

const callersOf = (item: TestCase, { cases }: Catalog): readonly string[] => {
  const callers = [...cases.values()]
    .filter((other) =>
      [...other.script, ...other.teardown, ...other.aggregate].some(
        (row) => row.kind === 'call' && row.call === item.key,
      ),
    )
    .map((other) => other.key)
  return callers.length > 0 ? [callers.join(', ')] : []
}

const section = (name: string, rows: readonly Row[]): readonly string[] =>
  rows.length === 0 ? [] : ['', `  ${name}`, ...rows.flatMap(describeRow)]

const describeRow = (row: Row): readonly string[] => {
  const head = `    ${row.id.padEnd(16)}${what(row)}`
  const expectations = row.kind === 'call' ? [] : row.expect.filter((item) => !item.implied)
  return [
    head,
    ...(row.description ? [`                    ${row.description}`] : []),
    ...expectations.map(
      (item) => `                    expects ${describeExpectation(item.judgement)}`,
    ),
  ]
}

const what = (row: Row): string => {
  switch (row.kind) {
    case 'call':
      return `call ${row.call}`
    case 'do':
      return `do ${row.do}`
    case 'manual':
    case 'report':
      return `${row.kind}: ${row.text}`
    default:
      return row satisfies never
  }
}
