import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './finding.ts'
import { writeCucumber, writePytest, writeVenom } from './generate.ts'
import type { Command } from './measure.ts'

/** The installed peers on the same work as `echoRows`, each writing JUnit as it is used. */
export const peerCommands = (bench: Bench, count: number, steps: number): readonly Command[] => {
  const peers = join(import.meta.dirname, '.peers')
  const folder = (name: string): string => join(bench.work, `${name}-${count}`)
  const venom = join(peers, 'bin/venom')
  const cucumber = join(peers, 'cucumber/node_modules')
  const pytest = join(peers, 'pytest/bin/pytest')
  const found: Command[] = []
  if (existsSync(venom)) {
    const cwd = writeVenom(folder('venom'), count, steps)
    const argv = [venom, 'run', '--output-dir', `${cwd}/out`, '--format', 'xml', '.']
    found.push({ name: 'venom', cwd, argv })
  }
  if (existsSync(cucumber)) {
    const cwd = writeCucumber(folder('cucumber'), count, steps)
    symlinkSync(cucumber, join(cwd, 'node_modules'))
    const program = 'node_modules/@cucumber/cucumber/bin/cucumber.js'
    const options = ['--require', 'steps.cjs', '--format', 'summary', '--format', 'junit:out.xml']
    found.push({ name: 'cucumber-js', cwd, argv: [bench.node, program, ...options, 'features'] })
  }
  if (existsSync(pytest)) {
    const cwd = writePytest(folder('pytest'), count, steps)
    const argv = [pytest, '-p', 'no:cacheprovider', '-q', '--junitxml', 'out.xml', '.']
    found.push({ name: 'pytest', cwd, argv })
  }
  return found
}
