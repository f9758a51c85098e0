import type { Scope } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import { parseInput } from '#domain/parse-input.ts'
import type { Template } from '#domain/template.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { EngineOptions } from '#engine/engine-options.ts'
import type { ExecutionScope } from '#engine/run-state.ts'
import { resolveTemplate } from '#language/templates/resolve-template.ts'

/**
 * Inputs of an execution: what its caller gives, else what the command line gives, else the default. Throws HarnessError
 * `step-input` for one that has neither, `expression` for one that cannot be evaluated.
 */
export const resolveInputs = (
  definition: TestCase,
  options: Pick<EngineOptions, 'request' | 'secrets'>,
  own: Scope,
  call?: {
    readonly with: { readonly [input: string]: Template }
    readonly scope: ExecutionScope
  },
): JsonObject => {
  if (definition.inputs.length === 0) return none
  const inputs: { [name: string]: Json } = {}
  const scope = { ...own, inputs }
  const overrides = options.request.inputs
  for (const { name, type, default: fallback } of definition.inputs) {
    const given = call?.with[name]
    if (call && given) {
      const secret = (of: string) => options.secrets.valueOf(of)
      inputs[name] = resolveTemplate(given, call.scope, secret)
    } else if (Object.hasOwn(overrides, name)) {
      inputs[name] = parseInput(`--input ${name}`, overrides[name] ?? '', type)
    } else if (fallback) {
      inputs[name] = resolveTemplate(fallback, scope)
    } else {
      throw new HarnessError('step-input', `${definition.key} needs the input "${name}"`)
    }
  }
  return Object.freeze(inputs)
}

const none: JsonObject = Object.freeze({})
