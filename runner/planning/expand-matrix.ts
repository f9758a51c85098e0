import { HarnessError } from '#domain/harness-error.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import type { TestCase } from '#domain/test-case.ts'
import { resolveTemplate } from '#language/templates/resolve-template.ts'

/** More cells than this are taken for a mistake. */
const maximumCells = 10_000

/** Cells of a case's matrix in order, the last key running fastest; one empty cell where there is no matrix. */
export const expandMatrix = (definition: TestCase, bindings: JsonObject): readonly JsonObject[] => {
  let cells: JsonObject[] = [{}]
  for (const [name, template] of Object.entries(definition.matrix)) {
    const values = resolveTemplate(template, { env: bindings, params: definition.uses.params })
    if (!Array.isArray(values) || values.length === 0) {
      throw new HarnessError(
        'bad-input',
        `${definition.key} matrix.${name} gives ${JSON.stringify(values)} where a list with values is expected`,
        { hint: `see ${definition.file} and the environment it runs in` },
      )
    }
    cells = cells.flatMap((cell) => values.map((value: Json) => ({ ...cell, [name]: value })))
    if (cells.length > maximumCells) {
      throw new HarnessError(
        'bad-input',
        `${definition.key} has a matrix of more than ${maximumCells} cells`,
        { hint: 'split the case or shorten its lists' },
      )
    }
  }
  return cells
}

/** `[band=g,users=2]`; empty for the cell of a case without matrix. */
export const cellText = (cell: JsonObject): string => {
  const entries = Object.entries(cell)
  if (entries.length === 0) return ''
  return `[${entries.map(([name, value]) => `${name}=${valueText(value)}`).join(',')}]`
}

const valueText = (value: Json): string =>
  typeof value === 'string' && /^[\w.+-]+$/.test(value)
    ? value
    : typeof value === 'bigint'
      ? value.toString()
      : JSON.stringify(value)
