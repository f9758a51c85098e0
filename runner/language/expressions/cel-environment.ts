import { Environment, type ParseResult } from '@marcbachmann/cel-js'

/** Longest expression, in characters. */
export const maxExpressionLength = 4096

let environment: Environment | undefined

/** Parses CEL in the one environment that all expressions share. Throws the library's ParseError. */
export const parseCel = (source: string): ParseResult => {
  environment ??= createEnvironment()
  return environment.parse(source)
}

/**
 * Variables are untyped: values go in and out as plain data, and the checker of this module knows the types. Numbers
 * of JavaScript are CEL doubles and integer literals are CEL ints, so the two must mix.
 */
const createEnvironment = (): Environment => {
  const created = new Environment({
    unlistedVariablesAreDyn: true,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 2000, maxDepth: 64, maxListElements: 1000, maxMapEntries: 1000 },
  })
  for (const [operator, calculate] of Object.entries(arithmetic)) {
    created.registerOperator(`double ${operator} int: double`, (a: number, b: bigint) =>
      calculate(a, Number(b)),
    )
    created.registerOperator(`int ${operator} double: double`, (a: bigint, b: number) =>
      calculate(Number(a), b),
    )
  }
  created.registerOperator('double % double: double', arithmetic['%'])
  created.registerOperator(
    'double == int',
    (a: number, b: bigint) => Number.isInteger(a) && BigInt(a) === b,
  )
  created.registerFunction('isFinite(dyn): bool', {
    handler: (value: unknown) =>
      typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)),
    async: false,
  })
  return created
}

const arithmetic = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
}
