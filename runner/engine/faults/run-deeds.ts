import { writeSync } from 'node:fs'
import { parseRunId } from '#domain/keys.ts'
import { openWorkbench } from '#engine/testing/workbench.ts'
import { deedsGraph } from './sample-deeds.ts'

// A runner that a test kills: starts the run, or goes on with it. Says when it began and how it ended.
const [url = '', file = '', cases = '1', known] = process.argv.slice(2)
const bench = await openWorkbench(url)
const run = known === undefined ? undefined : parseRunId(known)
writeSync(1, 'begins\n')
const ran = await (run === undefined
  ? bench.run(deedsGraph(file, Number(cases)))
  : bench.resume(run))
writeSync(1, `ended ${ran.outcome.exitCode}\n`)
await bench.close()
