import type { ExecutionGraph } from '#domain/execution-graph.ts'
import { callRow, doRow, sampleCase, samplePrecursor } from '#engine/testing/sample-case.ts'
import { sampleGraph } from '#engine/testing/sample-graph.ts'

/** Cases whose steps must run once and write into a file, on a precursor that is torn down. */
export const deedsGraph = (file: string, cases: number): ExecutionGraph => {
  const deed = (name: string) => doRow(name.replaceAll(/\W/g, '_'), 'once', { name, file, wait: 2 })
  const server = samplePrecursor('LVV-T900', {
    // Not a deed: were it under way at a kill, every case would rightly be blocked.
    script: [doRow('start', 'echo', { name: 'start' })],
    outputs: { name: '${{ steps.start.name }}' },
    teardown: [{ ...deed('stop'), reads: ['start'] }],
  })
  return sampleGraph(
    Array.from({ length: cases }, (_, index) =>
      sampleCase(`LVV-T${index + 1}`, {
        script: [
          callRow('server', 'LVV-T900'),
          doRow('read', 'echo', { name: '${{ steps.server.name }}' }),
          ...['a', 'b', 'c'].map((part) => ({
            ...deed(`case ${index + 1} ${part}`),
            continue: true,
          })),
        ],
      }),
    ),
    [server],
  )
}
