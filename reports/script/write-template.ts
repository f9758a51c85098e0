import type { Json } from '#domain/json.ts'
import type { Template } from '#domain/template.ts'

/** A value of the language as a case file writes it. */
export const writeTemplate = (template: Template): string => {
  switch (template.kind) {
    case 'literal':
      return writeJson(template.value)
    case 'expression':
      return `\${{ ${template.expression.source} }}`
    case 'text':
      return template.parts
        .map((part) => (typeof part === 'string' ? part : `\${{ ${part.source} }}`))
        .join('')
    case 'secret':
      return `\${{ secrets.${template.name} }}`
    case 'list':
      return `[${template.items.map(writeTemplate).join(', ')}]`
    case 'map':
      return `{ ${Object.entries(template.entries)
        .map(([name, value]) => `${name}: ${writeTemplate(value)}`)
        .join(', ')} }`
    default:
      return template satisfies never
  }
}

/** A value as YAML in one line would write it. */
export const writeJson = (value: Json): string => {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `[${value.map(writeJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${name}: ${writeJson(item)}`)
    .join(', ')} }`
}

/** Where an execution stands in a matrix: `band=g, visit=3`; empty where there is none. */
export const writeCell = (matrix: { readonly [name: string]: Json }): string =>
  Object.entries(matrix)
    .map(([name, value]) => `${name}=${writeJson(value)}`)
    .join(', ')
