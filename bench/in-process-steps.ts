import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { atMost, type Bench, type Finding, lvvRun, ratioText, usageText } from './finding.ts'
import { echoRows, writeRoot } from './generate.ts'
import { type Command, measureInTurn, type Usage } from './measure.ts'
import { peerCommands } from './peers.ts'

const steps = 5

/** Cases of in-process steps against each peer, and against the best of them. */
export const inProcessSteps = (bench: Bench): readonly Finding[] => {
  const count = bench.quick ? 200 : 1000
  const root = writeRoot(join(bench.work, `echo-${count}`), count, echoRows(steps))
  const peers = peerCommands(bench, count, steps)
  const lvv = lvvRun(bench, root)
  const [own, ...others] = measureInTurn([lvv, ...peers], bench)
  if (own === undefined) return []
  const line = `${count} cases of ${steps} in-process steps`
  const cold = coldCatalog(bench, lvv, root)
  return [
    ...compareWithBest(line, own, others),
    ...peers.flatMap((peer, index) => {
      const usage = others[index]
      const text = usage && `lvv ${ratioText(own, usage)} (${usageText(usage)})`
      return text === undefined ? [] : [shown(`· beside ${peer.name}`, text)]
    }),
    shown('· lvv, unchanged files', usageText(own)),
    shown('· lvv, every file parsed and checked anew', usageText(cold)),
  ]
}

const compareWithBest = (
  line: string,
  own: Usage,
  others: readonly Usage[],
): readonly Finding[] => {
  if (others.length === 0) return [shown(line, 'no peer is installed: bench/install-peers.sh')]
  const best = {
    cpu: Math.min(...others.map(({ cpu }) => cpu)),
    wall: Math.min(...others.map(({ wall }) => wall)),
    memory: 0,
  }
  return [
    {
      line,
      limit: 'below the best peer; aim 0.5 ×',
      found: `${ratioText(own, best)} of the best peer`,
      holds: atMost(1, own, best),
    },
  ]
}

const coldCatalog = (bench: Bench, lvv: Command, root: string): Usage => {
  const remove = `${root}/.lvv/cache`
  rmSync(remove, { recursive: true, force: true })
  const argv = ['sh', '-c', 'rm -rf "$0"; exec "$@"', remove, ...lvv.argv]
  const [usage] = measureInTurn([{ ...lvv, argv }], bench)
  return usage ?? { cpu: 0, wall: 0, memory: 0 }
}

const shown = (line: string, found: string): Finding => ({
  line,
  limit: '',
  found,
  holds: undefined,
})
