import { z } from 'zod'
import { defineStep } from '#step-kit/step-definition.ts'
import { repositoryPath } from '#steps/butler/repository-path.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { repositoryFields } from './repository-fields.ts'

const output = z.object({ instrument: z.string().describe('name of the instrument') })

/** `butler.register_instrument`. */
export const registerInstrument = defineStep({
  name: 'butler.register_instrument',
  doc: 'Registers an instrument with its detectors and filters, as its Python class defines them.',
  input: z.object({
    ...repositoryFields,
    instrument: z.string().min(1).describe('full name of the Python class'),
    update: z.boolean().default(false).describe('change records that differ'),
  }),
  output,
  effect: 'idempotent',
  timeout: 120_000,
  run: (input, context) =>
    askWorker(context, {
      stack: input.stack,
      op: 'register_instrument',
      args: {
        repository: repositoryPath(input.repository, context.root),
        instrument: input.instrument,
        update: input.update,
      },
      answer: output,
    }),
})
