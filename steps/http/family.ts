import type { StepFamily } from '#step-kit/step-definition.ts'
import { request } from './request.ts'

/** Steps that speak HTTP. */
export const family: StepFamily = {
  name: 'http',
  doc: 'Requests to services that speak HTTP.',
  types: {},
  steps: [request],
}
