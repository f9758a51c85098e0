import { type Bench, type Finding, usageText } from './finding.ts'
import { type Command, measureInTurn } from './measure.ts'
import { traceSet } from './trace-sets.ts'

/** Bytes: the peak of the largest. */
const memoryLimit = 2e9
/** Time of a requirement at the largest, as a multiple of the smallest. */
const growthLimit = 1.1

/** `lvv trace` of 100,000 requirements with 300,000 cases and their results, beside a half and a quarter of them. */
export const largeTraces = async (bench: Bench): Promise<readonly Finding[]> => {
  const largest = bench.quick ? 4000 : 100_000
  const sizes = [largest / 4, largest / 2, largest]
  const sets = []
  for (const size of sizes) sets.push(await traceSet(bench, size, 3 * size))
  const argv = [`${bench.install}/lvv`, 'trace']
  const commands = sets.map(({ root }): Command => ({ name: 'lvv trace', argv, cwd: root }))
  const usages = measureInTurn(commands, { ...bench, runs: 1 })
  const [small, , large] = usages
  if (!small || !large) return []
  const growth = { cpu: large.cpu / small.cpu / 4, wall: large.wall / small.wall / 4 }
  return [
    {
      line: `\`lvv trace\`, ${largest} requirements, ${3 * largest} cases with results`,
      limit: `time per requirement at most ${growthLimit} × that of a quarter of them`,
      found: `${growth.cpu.toFixed(2)} × CPU, ${growth.wall.toFixed(2)} × wall (${usages.map(usageText).join('; ')})`,
      holds: growth.cpu <= growthLimit && growth.wall <= growthLimit,
    },
    {
      line: '· peak memory',
      limit: `${memoryLimit / 1e9} GB`,
      found: `${Math.round(large.memory / 1e6)} MB`,
      holds: large.memory <= memoryLimit,
    },
  ]
}
