import { execFile } from 'node:child_process'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { Command } from '#cli/arguments/command.ts'
import { chooseEnvironment } from '#cli/opening/choose-environment.ts'
import { installation } from '#cli/opening/installation.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { openRootLedger } from '#cli/opening/open-root-ledger.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { readSecrets } from '#step-kit/secrets/read-secrets.ts'

const run = promisify(execFile)

/** One thing that was looked at. */
interface Finding {
  readonly what: string
  readonly state: 'good' | 'note' | 'bad'
  readonly found: string
  readonly mend?: string
}

/** Oldest Node.js that runs the sources. */
const oldestNode = 24
/** Bytes below which the disk is worth a word: the embedded facility needs about this much. */
const littleSpace = 2 * 1024 ** 3

/** `lvv doctor`: what this machine, root and environment lack, and how to mend it. Exit code 3 when a run would not work. */
export const doctor: Command = async (args, io) => {
  const open = await openCatalog(args, io)
  const { root, catalog, families } = open
  const findings: Finding[] = []
  const add = async (what: string, look: () => Promise<Omit<Finding, 'what'>>): Promise<void> => {
    findings.push({ what, ...(await look().catch(failed)) })
  }
  await add('lvv', async () => ({
    state: 'good',
    found: `${await installation.version()} in ${installation.folder}`,
  }))
  await add('Node.js', async () => nodeFinding())
  await add('root', async () => ({ state: 'good', found: root }))
  await add('files', async () => {
    const errors = catalog.problems.filter((problem) => problem.severity === 'error').length
    return errors === 0
      ? { state: 'good', found: `${catalog.cases.size} cases and precursors without errors` }
      : { state: 'bad', found: counted(errors, 'error'), mend: 'lvv check' }
  })
  await add('disk', () => diskFinding(root))
  await add('ledger', async () => {
    const ledger = await openRootLedger(root, catalog.settings.ledger, args, io)
    const runs = await ledger.runs().finally(() => ledger.close())
    return { state: 'good', found: `opens, ${counted(runs.length, 'run')}` }
  })
  for (const name of await families.names()) {
    await add(`steps/${name}`, async () => {
      const family = await families.load(name)
      return { state: 'good', found: counted(family?.steps.length ?? 0, 'step') }
    })
  }
  const environment = chooseEnvironment(catalog, args.value('env'), undefined)
  await add(`environment ${environment.name}`, async () => ({
    state: 'good',
    found: `${environment.title}, stage ${environment.stage}`,
  }))
  for (const [name, reference] of Object.entries(environment.secrets)) {
    await add(`secret ${name}`, async () => {
      await readSecrets({ [name]: reference }, root, io.env)
      return { state: 'good', found: 'there' }
    })
  }
  if (environment.facility === 'embedded')
    await add('python', () => pythonFinding(io.env.PATH ?? ''))

  if (args.flag('json'))
    for (const finding of findings) io.stdout.write(`${JSON.stringify(finding)}\n`)
  else io.stdout.write(render(findings))
  return findings.some((finding) => finding.state === 'bad') ? 3 : 0
}

const counted = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`

const marks = { good: 'ok  ', note: 'note', bad: 'BAD ' } as const

const render = (findings: readonly Finding[]): string => {
  const width = Math.max(...findings.map((finding) => finding.what.length))
  return findings
    .map(
      ({ what, state, found, mend }) =>
        `${marks[state]}  ${what.padEnd(width)}  ${found}\n${mend ? `${' '.repeat(width + 8)}${mend}\n` : ''}`,
    )
    .join('')
}

const failed = (error: unknown): Omit<Finding, 'what'> => ({
  state: 'bad',
  found: error instanceof Error ? error.message : String(error),
  ...(error instanceof HarnessError && error.hint && { mend: error.hint }),
})

const nodeFinding = (): Omit<Finding, 'what'> => {
  const [major = '0'] = process.versions.node.split('.')
  return Number(major) >= oldestNode
    ? { state: 'good', found: process.version }
    : {
        state: 'bad',
        found: process.version,
        mend: `./lvv uses its own Node.js ${oldestNode}; start it by that.`,
      }
}

const diskFinding = async (root: string): Promise<Omit<Finding, 'what'>> => {
  const folder = join(root, '.lvv')
  await mkdir(folder, { recursive: true })
  const probe = join(folder, `doctor-${process.pid}`)
  await writeFile(probe, 'probe')
  await rm(probe)
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const found = `${(free / 1024 ** 3).toFixed(1)} GiB free in ${folder}`
  return free < littleSpace
    ? {
        state: 'note',
        found,
        mend: 'The embedded facility and evidence need more; `lvv prune` removes old evidence.',
      }
    : { state: 'good', found }
}

/** The Python that `facility/up` would find first; it has the last word when it comes up. */
const pythonFinding = async (path: string): Promise<Omit<Finding, 'what'>> => {
  for (const folder of path.split(delimiter)) {
    for (const name of ['python3.13', 'python3.12', 'python3.14', 'python3']) {
      const file = join(folder, name)
      const version = await versionOf(file)
      if (version !== undefined) return { state: 'good', found: `${version} at ${file}` }
    }
  }
  return {
    state: 'note',
    found: 'no Python 3.12 or newer on PATH; the facility looks further when it comes up',
    mend: 'apt-get install python3 python3-venv, or name one in LVV_PYTHON',
  }
}

/** Version of a Python that runs and is new enough for the facility. */
const versionOf = async (file: string): Promise<string | undefined> => {
  const code = 'import sys; print(sys.version.split()[0]); sys.exit(sys.version_info < (3, 12))'
  return run(file, ['-I', '-c', code], { timeout: 10_000 }).then(
    ({ stdout }) => stdout.trim(),
    // A shim that exists but does not run is none.
    () => undefined,
  )
}
