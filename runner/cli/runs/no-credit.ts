import { promisify } from 'node:util'
import type { Environment } from '#domain/environment.ts'

/**
 * Why the results of a run earn no credit, as sentences; empty when they may. Results count only from stage precursor
 * up, with no `--input`, from committed files, on software that is the product.
 */
export const reasonsForNoCredit = async (of: {
  readonly environment: Environment
  readonly inputs: { readonly [name: string]: string }
  readonly root: string
}): Promise<readonly string[]> => {
  const reasons: string[] = []
  const { environment, inputs, root } = of
  if (environment.facility === 'embedded') {
    reasons.push('the embedded facility simulates: its software and data are not the product')
  }
  if (environment.stage === 'rehearsal') reasons.push('the environment is at stage rehearsal')
  if (Object.keys(inputs).length > 0) {
    reasons.push(`inputs were overridden (${Object.keys(inputs).join(', ')})`)
  }
  // Asking git costs time, and a rehearsal earns nothing anyway.
  if (reasons.length === 0) {
    const uncommitted = await uncommittedFiles(root)
    if (uncommitted !== undefined) reasons.push(uncommitted)
  }
  return reasons
}

const uncommittedFiles = async (root: string): Promise<string | undefined> => {
  // Only now: loading it takes as long as planning a run.
  const { execFile } = await import('node:child_process')
  try {
    const { stdout } = await promisify(execFile)(
      'git',
      [
        '-C',
        root,
        'status',
        '--porcelain',
        '--untracked-files=all',
        '--',
        'cases',
        'requirements',
        'steps',
        'lvv.yaml',
      ],
      { timeout: 20_000, maxBuffer: 8 * 1024 * 1024 },
    )
    const changed = stdout.split('\n').filter((line) => line !== '')
    return changed.length === 0 ? undefined : `${changed.length} files are not committed`
  } catch {
    return 'the files are not under version control'
  }
}
