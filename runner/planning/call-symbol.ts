import { contentHash } from '#domain/content-hash.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import type { Template } from '#domain/template.ts'
import { templateReferences } from '#language/expressions/references.ts'
import { resolveTemplate } from '#language/templates/resolve-template.ts'
import { bindingAt } from './binding-path.ts'

/**
 * What is known of a value before anything runs: the value itself, or what it will be made from. Two equal symbols
 * give equal values in one run.
 */
export type CallSymbol =
  | { readonly kind: 'value'; readonly value: Json }
  /** `late`: rests on what a row of the caller will return, so nothing can be said of its equality. */
  | { readonly kind: 'made'; readonly of: Json; readonly late: boolean }

/** What the `with` of a call may refer to, as far as planning knows it. */
export interface SymbolScope {
  readonly inputs: ReadonlyMap<string, CallSymbol>
  readonly bindings: JsonObject
  readonly matrix: JsonObject
  readonly params: { readonly [name: string]: number }
  /** Fingerprints of the caller's earlier call rows; a row that is missing here is no call or late. */
  readonly calls: ReadonlyMap<string, string>
}

/** Plain data that stands for a symbol inside a fingerprint. */
export const symbolData = (symbol: CallSymbol): Json =>
  symbol.kind === 'value' ? { value: symbol.value } : { made: symbol.of }

/** The symbol of a template in the scope of its caller. */
export const symbolOf = (template: Template, scope: SymbolScope): CallSymbol => {
  const references = templateReferences(template)
  const inputs = references.inputs.map((name) => [name, scope.inputs.get(name)] as const)
  const known =
    references.steps.length === 0 &&
    references.secrets.length === 0 &&
    !references.run &&
    inputs.every(([, symbol]) => symbol?.kind === 'value')
  if (known) {
    const values = inputs.flatMap(([name, symbol]) =>
      symbol?.kind === 'value' ? [[name, symbol.value] as const] : [],
    )
    return symbolOfKnown(template, scope, Object.fromEntries(values))
  }
  const calls = references.steps.map(({ row }) => [row, scope.calls.get(row)] as const)
  return {
    kind: 'made',
    late:
      calls.some(([, fingerprint]) => fingerprint === undefined) ||
      inputs.some(([, symbol]) => symbol === undefined || (symbol.kind === 'made' && symbol.late)),
    of: {
      template: shapeOf(template),
      calls: Object.fromEntries(calls.map(([row, fingerprint]) => [row, fingerprint ?? null])),
      inputs: Object.fromEntries(
        inputs.map(([name, symbol]) => [name, symbol === undefined ? null : symbolData(symbol)]),
      ),
      env: Object.fromEntries(
        references.env.map((path) => [path, bindingAt(scope.bindings, path) ?? null]),
      ),
      matrix: Object.fromEntries(
        references.matrix.map((name) => [name, scope.matrix[name] ?? null]),
      ),
      params: Object.fromEntries(
        references.params.map((name) => [name, scope.params[name] ?? null]),
      ),
    },
  }
}

/** An expression that cannot be evaluated yet blocks its row later, with its own message: here it is only unknown. */
const symbolOfKnown = (
  template: Template,
  scope: SymbolScope,
  inputs: { readonly [name: string]: Json },
): CallSymbol => {
  try {
    const value = resolveTemplate(template, {
      inputs,
      env: scope.bindings,
      matrix: scope.matrix,
      params: scope.params,
    })
    return { kind: 'value', value }
  } catch {
    return { kind: 'made', of: { unresolved: contentHash(shapeOf(template)) }, late: true }
  }
}

/** A template without positions. */
const shapeOf = (template: Template): Json => {
  switch (template.kind) {
    case 'literal':
      return { literal: template.value }
    case 'expression':
      return { expression: template.expression.source }
    case 'text':
      return {
        text: template.parts.map((part) =>
          typeof part === 'string' ? part : { expression: part.source },
        ),
      }
    case 'secret':
      return { secret: template.name }
    case 'list':
      return { list: template.items.map(shapeOf) }
    case 'map':
      return {
        map: Object.fromEntries(
          Object.entries(template.entries).map(([key, entry]) => [key, shapeOf(entry)]),
        ),
      }
    default:
      return template satisfies never
  }
}
