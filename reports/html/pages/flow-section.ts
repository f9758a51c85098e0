import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { isAnsweredBelow, requirementChips } from '#reports/html/parts/chips.ts'
import { belowWords } from '#reports/html/parts/words.ts'
import { type FlowNode, flowGraph } from '#reports/html/plots/flow-graph.ts'
import { neighbourhood, type Relations } from '#reports/html/plots/neighbourhood.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { requirementPath } from '#reports/html/site-paths.ts'

const mostListed = 200

/** What is above and below a requirement, as a picture and as a list: every box and line leads on. */
export const flowSection = (
  model: SiteModel,
  requirement: RequirementTrace,
  root: string,
): Html | undefined => {
  if (requirement.parents.length + requirement.children.length === 0) return undefined
  const relations: Relations = {
    parentsOf: (key) => model.requirements.get(key)?.parents ?? [],
    childrenOf: (key) => model.requirements.get(key)?.children ?? [],
  }
  const around = neighbourhood(requirement.id, relations)
  const nodes = around.keys.map((key) => nodeOf(model, key, requirement.id, root))
  const list = nested(model, requirement, root)
  return html`<section id="flow"><h2>Flow-down</h2>
<p class="note">Parents on the left, children on the right; a box leads to its own flow-down.${around.left > 0 && ` ${around.left} more are in the list below.`}</p>
${flowGraph(nodes, around.edges, `Flow-down of ${brief(requirement.id, 60)}`)}
<details class="tree"><summary>The same as a list</summary>${list}</details></section>`
}

const nodeOf = (model: SiteModel, key: string, here: string, root: string): FlowNode => {
  const found = model.requirements.get(key)
  if (!found) return { name: key, text: 'not held' }
  return {
    name: key,
    text: found.title,
    href: `${root}${requirementPath(key)}#flow`,
    coverage: isAnsweredBelow(found) ? (found.below?.coverage ?? found.coverage) : found.coverage,
    ...(found.below && {
      ...(isAnsweredBelow(found) ? { note: belowWords(found.below) } : {}),
      more: belowWords(found.below),
    }),
    here: key === here,
  }
}

const nested = (model: SiteModel, requirement: RequirementTrace, root: string): Html => {
  let left = mostListed
  const seen = new Set<string>([requirement.id])
  const below = (keys: readonly string[], depth: number): Html | undefined => {
    const items: Html[] = []
    for (const key of keys) {
      if (seen.has(key)) continue
      if (left === 0) break
      seen.add(key)
      left -= 1
      const found = model.requirements.get(key)
      if (found) {
        items.push(
          html`<li>${line(found, root)}${depth < 6 && below(found.children, depth + 1)}</li>`,
        )
      }
    }
    return items.length === 0 ? undefined : html`<ul>${items}</ul>`
  }
  return html`${
    requirement.parents.length > 0 &&
    html`<p>Parents</p><ul>${requirement.parents.map((key) => {
      const found = model.requirements.get(key)
      return html`<li>${found ? line(found, root) : html`${brief(key, 80)}, not held`}</li>`
    })}</ul>`
  }<p>${brief(requirement.id, 80)} and below</p>${below(requirement.children, 0) ?? html`<p class="none">Nothing is below.</p>`}${left === 0 && html`<p class="note">Only the first ${mostListed} are listed.</p>`}`
}

const line = (requirement: RequirementTrace, root: string): Html => {
  const { id, title } = requirement
  const path = root + requirementPath(id)
  return html`<a href="${path}">${brief(id, 80)}</a> ${brief(title, 120)} ${requirementChips(requirement, path)}`
}
