import { join } from 'node:path'
import { type Bench, type Finding, lvvRun, usageText } from './finding.ts'
import { echoRows, writeRoot } from './generate.ts'
import { measureInTurn } from './measure.ts'

const memoryLimit = 500e6

/** How time and memory grow with the number of cases. */
export const manyCases = (bench: Bench): readonly Finding[] => {
  const [few, many] = bench.quick ? [500, 4000] : [1000, 20_000]
  const commands = [few, many].map((count) =>
    lvvRun(bench, writeRoot(join(bench.work, `trivial-${count}`), count, echoRows(1))),
  )
  const runs = Math.min(bench.runs, 3)
  const [small, large] = measureInTurn(commands, { ...bench, runs })
  if (small === undefined || large === undefined) return []
  const growth = (large.cpu / small.cpu / (many / few)).toFixed(2)
  const wallGrowth = (large.wall / small.wall / (many / few)).toFixed(2)
  return [
    {
      line: `${many} trivial cases beside ${few}`,
      limit: 'time per case at most 1.1 ×',
      found: `${growth} × CPU, ${wallGrowth} × wall per case (${usageText(large)})`,
      holds: Number(growth) <= 1.1 && Number(wallGrowth) <= 1.1,
    },
    {
      line: `· peak memory of ${many} cases`,
      limit: '500 MB',
      found: `${Math.round(large.memory / 1e6)} MB`,
      holds: large.memory < memoryLimit,
    },
  ]
}
