import type { Catalog } from '#catalog/catalog.ts'
import type { CampaignPlan } from '#domain/campaign-plan.ts'
import { contentHash } from '#domain/content-hash.ts'
import type { Environment } from '#domain/environment.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'

/** Used by a root that has no environment at all, or by its name: nothing is bound, and everything is a rehearsal. */
export const noEnvironment: Environment = {
  name: 'none',
  title: 'No environment',
  stage: 'rehearsal',
  bindings: {},
  secrets: {},
  resources: {},
  file: '',
  contentHash: contentHash({}),
}

/** What `--env` names, else the plan, else `lvv.yaml`, else the only one there is. */
export const chooseEnvironment = (
  catalog: Catalog,
  named: string | undefined,
  plan: CampaignPlan | undefined,
): Environment => {
  const all = [...catalog.environments.keys()]
  const name = named ?? plan?.environment ?? catalog.settings.environment
  if (name === undefined) {
    if (all.length === 0) return noEnvironment
    const [only] = catalog.environments.values()
    if (all.length === 1 && only) return only
    throw new HarnessError('usage', `which environment? There are ${all.join(', ')}`, {
      hint: 'Say --env NAME, or set `environment:` in lvv.yaml.',
    })
  }
  const found = catalog.environments.get(name)
  if (found) return found
  if (name === noEnvironment.name) return noEnvironment
  const broken = catalog.problems.find(
    (problem) => problem.severity === 'error' && problem.file === `cases/environments/${name}.yaml`,
  )
  if (broken) {
    throw new HarnessError('bad-input', `environment "${name}" cannot be used: ${broken.message}`, {
      hint: `${broken.file}:${broken.line}:${broken.column}; \`lvv check\` shows all problems.`,
    })
  }
  const near = nearestName(name, all)
  throw new HarnessError('not-found', `no environment "${name}"`, {
    hint: near
      ? `Did you mean "${near}"?`
      : `There ${all.length === 1 ? 'is' : 'are'} ${all.join(', ') || 'none: add cases/environments/NAME.yaml'}.`,
  })
}
