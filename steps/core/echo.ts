import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'

/** `core.echo` */
export const echo = defineStep({
  name: 'core.echo',
  doc: 'Returns its `with` as it is. Names a computed value for later rows, and tries out expressions.',
  input: z.looseObject({}),
  output: z.looseObject({}),
  effect: 'read',
  timeout: 10_000,
  outputOf: (given) => given,
  run: async (input) => input,
})
