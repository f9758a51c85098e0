import { appendFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import { defineStep, type StepDefinition } from '#step-kit/step-definition.ts'
import { StepFailure } from '#step-kit/step-failure.ts'

/** What steps did, in order. */
export type StepLog = string[]

/** Steps that do what a test tells them; each writes its `name` into the log. */
export const sampleSteps = (
  log: StepLog,
  more: readonly StepDefinition[] = [],
): ((name: string) => Promise<StepDefinition | undefined>) => {
  const name = z.string().default('')
  const note = (text: string): void => {
    if (text !== '') log.push(text)
  }
  const steps = [
    defineStep({
      name: 'test.echo',
      doc: 'Gives its input back.',
      input: z.looseObject({ name }),
      output: z.record(z.string(), z.json()),
      effect: 'read',
      timeout: 1000,
      run: async (input) => {
        note(input.name)
        return JSON.parse(JSON.stringify(input))
      },
    }),
    defineStep({
      name: 'test.fail',
      doc: 'Finds a wrong answer.',
      input: z.object({ name, message: z.string().default('wrong'), value: z.json().optional() }),
      output: z.object({}),
      effect: 'read',
      timeout: 1000,
      run: async (input) => {
        note(input.name)
        throw new StepFailure(input.message, { output: input.value })
      },
    }),
    defineStep({
      name: 'test.block',
      doc: 'Cannot be judged.',
      input: z.object({ name, message: z.string().default('service down') }),
      output: z.object({}),
      effect: 'read',
      timeout: 1000,
      run: async (input) => {
        note(input.name)
        throw new HarnessError('service-unavailable', input.message)
      },
    }),
    defineStep({
      name: 'test.once',
      doc: 'Appends a line to a file: a deed that must not be repeated.',
      input: z.object({ name, file: z.string().optional(), wait: z.number().default(0) }),
      output: z.object({ name: z.string() }),
      effect: 'once',
      timeout: 5000,
      run: async (input, { signal }) => {
        note(input.name)
        if (input.file !== undefined) appendFileSync(input.file, `${input.name}\n`)
        if (input.wait > 0) await delay(input.wait, undefined, { signal })
        return { name: input.name }
      },
    }),
    defineStep({
      name: 'test.wait',
      doc: 'Waits, and ends when told.',
      input: z.object({ name, milliseconds: z.number() }),
      output: z.object({}),
      effect: 'read',
      timeout: 60_000,
      run: async (input, { signal }) => {
        note(`${input.name} begins`)
        await delay(input.milliseconds, undefined, { signal })
        note(`${input.name} ends`)
        return {}
      },
    }),
    ...more,
  ]
  const byName = new Map<string, StepDefinition>(
    steps.map((each) => [each.name, each as StepDefinition]),
  )
  return async (wanted) => byName.get(wanted)
}
