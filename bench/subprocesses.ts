import { join } from 'node:path'
import { atMost, type Bench, type Finding, lvvRun, ratioText, usageText } from './finding.ts'
import { processRows, writeRoot } from './generate.ts'
import { measureInTurn } from './measure.ts'

/** Cases of one subprocess each against a loop that does nothing but run the same processes. */
export const subprocesses = (bench: Bench): readonly Finding[] => {
  const count = 200
  const root = writeRoot(join(bench.work, `processes-${count}`), count, processRows)
  const loop = join(import.meta.dirname, 'bare-loop.mjs')
  const bare = { name: 'bare loop', argv: [bench.node, loop, `${count}`], cwd: root }
  // What the size of the process that forks costs: the loop again, with as much memory as lvv has.
  const large = { ...bare, name: 'large bare loop', argv: [...bare.argv, '50'] }
  const commands = [lvvRun(bench, root, ['--workers', '2']), bare, large]
  const [own, loopUsage, largeUsage] = measureInTurn(commands, bench)
  if (!own || !loopUsage || !largeUsage) return []
  return [
    {
      line: `${count} cases of one subprocess, two workers`,
      limit: '1.3 × a bare loop',
      found: `${ratioText(own, loopUsage)} (${usageText(own)})`,
      holds: atMost(1.3, own, loopUsage),
    },
    {
      line: "· beside a bare loop in a process of lvv's size",
      limit: '',
      found: `${ratioText(own, largeUsage)} (${usageText(largeUsage)})`,
      holds: undefined,
    },
  ]
}
