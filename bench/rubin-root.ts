import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './finding.ts'

/** A root on the embedded facility, with the project's own precursors and environment. */
export interface RubinRoot {
  readonly root: string
  /** Absolute path of the repository. */
  readonly repository: string
  /** Absolute path of the facility's `butler` command. */
  readonly butler: string
}

/** Writes the cases and brings the facility up; what is up already stays. */
export const rubinRoot = (
  { install, work }: Bench,
  name: string,
  cases: readonly (readonly [key: string, script: string])[],
): RubinRoot => {
  const root = join(work, name)
  for (const folder of ['precursors', 'environments']) {
    mkdirSync(join(root, 'cases'), { recursive: true })
    cpSync(join(install, 'cases', folder), join(root, 'cases', folder), { recursive: true })
  }
  cpSync(join(install, 'requirements'), join(root, 'requirements'), { recursive: true })
  if (!existsSync(join(root, 'facility'))) {
    symlinkSync(join(install, 'facility'), join(root, 'facility'))
  }
  for (const [key, script] of cases) {
    const head = `key: ${key}\ntitle: ${key}\nmethod: Test\nstatus: Approved\ntags: [bench]\n`
    writeFileSync(join(root, 'cases', `${key}.yaml`), `${head}script:\n${script}`)
  }
  const up = spawnSync(join(install, 'facility/up'), ['--dir', join(root, '.lvv/facility')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (up.status !== 0) throw new Error('the embedded facility did not come up')
  const answer: { readonly bindings: { readonly python: string; readonly repository: string } } =
    JSON.parse(up.stdout.trim().split('\n').at(-1) ?? '')
  const { python, repository } = answer.bindings
  return { root, repository, butler: join(python, '../butler') }
}

/** Executions of a case in a JSON dossier, precursors included. */
export const executionsOf = (dossierFile: string, key: string): number => {
  const dossier: {
    readonly executions: readonly { readonly case: string }[]
    readonly precursors: readonly { readonly case: string }[]
  } = JSON.parse(readFileSync(dossierFile, 'utf8'))
  return [...dossier.executions, ...dossier.precursors].filter((each) => each.case === key).length
}
