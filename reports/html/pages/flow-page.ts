import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { requirementChips } from '#reports/html/parts/chips.ts'
import { type FlowNode, flowGraph } from '#reports/html/plots/flow-graph.ts'
import { type SiteModel, verifiedDocuments } from '#reports/html/site-model.ts'
import { documentPath, requirementPath } from '#reports/html/site-paths.ts'

const mostRoots = 1000
const nameOfUnheld = 'Not held'

/** How documents flow down into each other, and where to start walking. */
export const flowPage = (model: SiteModel): Page => {
  const { trace } = model
  const { nodes, edges, counts } = documentGraph(model)
  // What is descoped may still be named as a parent: it comes last.
  const roots = trace.requirements
    .filter(
      ({ parents, children }) =>
        children.length > 0 && !parents.some((key) => model.requirements.has(key)),
    )
    .sort((a, b) => Number(a.status === 'descoped') - Number(b.status === 'descoped'))
  return {
    path: 'flow.html',
    title: 'Flow-down',
    place: 'flow',
    scripts: ['flow.js'],
    body: html`<h1>Flow-down</h1>
<p class="lede">From what the system must do to what is verified. A box leads to the requirements of its document; the page of every requirement shows what is above and below it.</p>
${nodes.length > 0 && flowGraph(nodes, edges, 'Flow-down between documents')}
${counts.length > 0 && html`<ul class="plain">${counts.map(([from, to, count]) => html`<li>${from} → ${to}: ${count} ${count === 1 ? 'link' : 'links'}</li>`)}</ul>`}
<section><h2>Where it begins <small>${roots.length}</small></h2><p class="note">Requirements with something below them and no parent that is held.</p>
${roots.length === 0 ? html`<p class="none">There is none.</p>` : html`<ul class="plain roots">${roots.slice(0, mostRoots).map(root)}</ul>`}${roots.length > mostRoots && html`<p class="note">The first ${mostRoots} are listed.</p>`}</section>`,
  }
}

const root = (requirement: RequirementTrace): Html => {
  const { id, title, children, status } = requirement
  const path = requirementPath(id)
  return html`<li><a href="${path}#flow">${brief(id, 80)}</a> ${brief(title, 120)} <small>${status === 'descoped' && 'descoped, '}${children.length} below</small> ${requirementChips(requirement, path)}</li>`
}

type Link = readonly [from: string, to: string, count: number]

const documentGraph = (
  model: SiteModel,
): { nodes: FlowNode[]; edges: (readonly [number, number])[]; counts: readonly Link[] } => {
  const { trace } = model
  const links = new Map<string, Map<string, number>>()
  for (const { document, parents } of trace.requirements) {
    for (const parent of parents) {
      const from = model.requirements.get(parent)?.document ?? nameOfUnheld
      if (from === document) continue
      const below = links.get(from) ?? new Map<string, number>()
      links.set(from, below)
      below.set(document, (below.get(document) ?? 0) + 1)
    }
  }
  const counts = [...links].flatMap(([from, below]) =>
    [...below].map(([to, count]): Link => [from, to, count]),
  )
  const verified = new Set(verifiedDocuments(trace))
  const nodes: FlowNode[] = trace.documents.map((one) => ({
    name: one.document,
    text: one.title,
    note: verified.has(one)
      ? `${one.live} live, ${one.coverage.byCoverage['fully-verified']} fully verified`
      : `${one.live} live, answered below`,
    href: documentPath(one.document),
  }))
  if (links.has(nameOfUnheld)) nodes.push({ name: nameOfUnheld, text: 'parents elsewhere' })
  const place = new Map(nodes.map(({ name }, index) => [name, index]))
  const edges = counts.flatMap(([from, to]) => {
    const [a, b] = [place.get(from), place.get(to)]
    return a === undefined || b === undefined ? [] : [[a, b] as const]
  })
  return { nodes, edges, counts }
}
