/**
 * What `lvv/step-kit` gives to the step families of other roots. Families of this repository import the modules behind
 * it by their own names.
 */
// biome-ignore-all lint/performance/noBarrelFile: this is the one door for code outside the package
export { HarnessError } from '#domain/harness-error.ts'
export { evidenceFile } from './evidence-file.ts'
export { namedType } from './named-type.ts'
export type {
  LongLivedProcess,
  NewEvidence,
  ProcessRequest,
  ProcessResult,
  SessionDefinition,
  SessionOpener,
  StepContext,
} from './step-context.ts'
export type { Effect, ImpliedExpectation, StepDefinition, StepFamily } from './step-definition.ts'
export { defineStep } from './step-definition.ts'
export { StepFailure } from './step-failure.ts'
