import type { Json } from '#domain/json.ts'
import type { Template } from '#domain/template.ts'

/** The value of a template without expressions; undefined for any other. */
export const literalValue = (template: Template): { readonly value: Json } | undefined => {
  switch (template.kind) {
    case 'literal':
      return { value: template.value }
    case 'list': {
      const items = template.items.map(literalValue)
      return items.every((item) => item !== undefined)
        ? { value: items.map((item) => item.value) }
        : undefined
    }
    case 'map': {
      const value: { [key: string]: Json } = {}
      for (const [key, entry] of Object.entries(template.entries)) {
        const literal = literalValue(entry)
        if (literal === undefined) return undefined
        value[key] = literal.value
      }
      return { value }
    }
    case 'expression':
    case 'text':
    case 'secret':
      return undefined
    default:
      return template satisfies never
  }
}
