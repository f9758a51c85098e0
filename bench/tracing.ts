import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, type Finding, usageText } from './finding.ts'
import { type Command, measureInTurn, type Usage } from './measure.ts'
import type { TraceGraph } from './trace-graph.ts'
import { uncoveredOfOpenFastTrace } from './trace-peers.ts'
import { requirementNumber } from './trace-root.ts'
import { type TraceSet, traceSet } from './trace-sets.ts'

/** What lvv may take, in seconds of CPU and wall time. */
const limits = { warm: 1, cold: 2.5, site: 5, siteAgain: 1 }
/** Bytes: the site's peak. */
const siteMemory = 300e6

/** Traceability of one graph by lvv and by OpenFastTrace, which agree on what is uncovered. */
export const tracing = async (bench: Bench): Promise<readonly Finding[]> => {
  const [requirements, cases] = bench.quick ? [500, 1000] : [5000, 10_000]
  const set = await traceSet(bench, requirements, cases)
  const jar = join(import.meta.dirname, '.peers/openfasttrace.jar')
  checkOwn(bench, set)
  const own = ownCommands(bench, set)
  const peers = existsSync(jar) ? peerCommands(set, jar) : []
  if (peers.length > 0) checkPeer(set, jar)
  const usages = measureInTurn([...own, ...peers], { ...bench, runs: Math.min(bench.runs, 3) })
  const [warm, cold, site, again, text, html] = usages
  if (!warm || !cold || !site || !again) return []
  const size = `${requirements} requirements, ${cases} cases with results`
  return [
    ownFinding(`\`lvv trace\`, ${size}`, limits.warm, warm, text),
    ownFinding('· every file parsed and checked anew', limits.cold, cold, text),
    ownFinding('· the site', limits.site, site, html),
    ownFinding('· the site again, nothing changed', limits.siteAgain, again, undefined),
    {
      line: '· peak memory of the site',
      limit: `${siteMemory / 1e6} MB`,
      found: `${Math.round(site.memory / 1e6)} MB`,
      holds: site.memory <= siteMemory,
    },
    ...(text && html
      ? [
          peerFinding('· OpenFastTrace there, as text', text),
          peerFinding('· OpenFastTrace there, one HTML page', html),
        ]
      : [{ ...peerFinding('· OpenFastTrace', undefined), found: 'not installed' }]),
  ]
}

const ownCommands = ({ install }: Bench, { root }: TraceSet): readonly Command[] => {
  const lvv = `${install}/lvv`
  const without = (folder: string) => () => rmSync(folder, { recursive: true, force: true })
  const site = join(root, '../site')
  const render = [lvv, 'report', 'html', '--out', site]
  const of = (name: string, argv: readonly string[]): Command => ({ name, argv, cwd: root })
  // In this order: the run before leaves what the next one finds, a catalog or a site that is as it would be.
  return [
    of('lvv trace', [lvv, 'trace']),
    { ...of('lvv trace, cold', [lvv, 'trace']), before: without(join(root, '.lvv/cache')) },
    { ...of('lvv report html', render), before: without(site) },
    of('lvv report html, again', render),
  ]
}

const peerCommands = ({ root, openFastTrace }: TraceSet, jar: string): readonly Command[] => {
  const page = join(root, '../openfasttrace.html')
  const of = (name: string, argv: readonly string[]): Command => ({
    name,
    argv: ['java', '-jar', jar, 'trace', ...argv, openFastTrace],
    cwd: root,
    // It found requirements that are not covered.
    exit: 1,
  })
  return [
    of('OpenFastTrace, text', ['-v', 'summary']),
    of('OpenFastTrace, HTML', ['-o', 'html', '-f', page]),
  ]
}

const checkOwn = ({ install }: Bench, { graph, root }: TraceSet): void => {
  const output = outputOf([`${install}/lvv`, 'trace', '--json'], root)
  const uncovered = output
    .split('\n')
    .filter((line) => line.startsWith('{"kind":"requirement"'))
    .map((line): { readonly id: string; readonly coverage: string } => JSON.parse(line))
    .filter(({ coverage }) => coverage === 'not-covered')
    .map(({ id }) => requirementNumber(id))
  agree('lvv', uncovered, graph)
}

const checkPeer = ({ graph, root, openFastTrace }: TraceSet, jar: string): void => {
  const options = ['-c', 'BLACK_AND_WHITE', '-v', 'failure_summaries']
  const output = outputOf(['java', '-jar', jar, 'trace', ...options, openFastTrace], root)
  agree('OpenFastTrace', uncoveredOfOpenFastTrace(output), graph)
}

const outputOf = ([program = '', ...args]: readonly string[], cwd: string): string =>
  spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 }).stdout

/** Times of tools that do not find the same say nothing. */
const agree = (tool: string, found: readonly number[], { uncovered }: TraceGraph): void => {
  const sorted = [...found].sort((one, other) => one - other)
  if (sorted.join() === uncovered.join()) return
  throw new Error(
    `${tool} finds ${sorted.length} uncovered requirements where there are ${uncovered.length}`,
  )
}

const ownFinding = (line: string, limit: number, own: Usage, peer: Usage | undefined): Finding => ({
  line,
  limit: `${limit} s`,
  found:
    peer === undefined
      ? usageText(own)
      : `${usageText(own)}; ${(own.cpu / peer.cpu).toFixed(2)} × CPU, ${(own.wall / peer.wall).toFixed(2)} × wall of OpenFastTrace`,
  holds: own.wall <= limit,
})

const peerFinding = (line: string, usage: Usage | undefined): Finding => ({
  line,
  limit: '',
  found: usage === undefined ? '' : usageText(usage),
  holds: undefined,
})
