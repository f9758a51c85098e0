import { join } from 'node:path'
import { atMost, type Bench, type Finding, lvvRun, ratioText, usageText } from './finding.ts'
import { echoRows, writeRoot } from './generate.ts'
import { measureInTurn } from './measure.ts'
import { peerCommands } from './peers.ts'

/** One trivial case against Node that does nothing, and against the peers. */
export const coldStart = (bench: Bench): readonly Finding[] => {
  const root = writeRoot(join(bench.work, 'echo-1'), 1, echoRows(1))
  const peers = peerCommands(bench, 1, 1)
  const nothing = { name: 'node -e 0', argv: [bench.node, '-e', '0'], cwd: root }
  const commands = [lvvRun(bench, root), nothing, ...peers]
  // Short commands: more of them cost little and say more.
  const [own, node, ...others] = measureInTurn(commands, { ...bench, runs: 3 * bench.runs })
  if (own === undefined || node === undefined) return []
  return [
    {
      line: 'one trivial case from a cold start',
      limit: '4 × `node -e 0`; aim 2 ×',
      found: `${ratioText(own, node)} (${usageText(own)})`,
      holds: atMost(4, own, node),
    },
    ...peers.flatMap(({ name }, index) => {
      const usage = others[index]
      if (usage === undefined) return []
      const found = `${ratioText(usage, node)} (${usageText(usage)})`
      return [{ line: `· ${name} there`, limit: '', found, holds: undefined }]
    }),
  ]
}
