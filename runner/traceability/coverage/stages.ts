import type { Stage } from '#domain/requirement.ts'

/** Stages from far to near the real system. */
export const stages = [
  'rehearsal',
  'precursor',
  'commissioning',
  'operations',
] as const satisfies readonly Stage[]

/** True when a result of `stage` counts for what asks for `needed`; what asks for nothing needs a precursor. */
export const isNearEnough = (stage: Stage, needed: Stage | undefined): boolean =>
  stages.indexOf(stage) >= stages.indexOf(needed ?? 'precursor')
