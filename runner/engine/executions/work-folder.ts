import { mkdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '#domain/content-hash.ts'
import type { EngineOptions } from '#engine/engine-options.ts'
import type { ExecutionRun } from '#engine/run-state.ts'

/** Absolute path of the work folder of an execution, made when it is first asked for. */
export const workFolderOf = (execution: ExecutionRun, options: EngineOptions): string => {
  execution.workFolder ??= makeFolder(execution, options)
  return execution.workFolder
}

/** Removes the work folder, if any was made. */
export const removeWorkFolder = async (execution: ExecutionRun): Promise<void> => {
  if (execution.workFolder === undefined) return
  const folder = execution.workFolder
  execution.workFolder = undefined
  await rm(folder, { recursive: true, force: true, maxRetries: 2 })
}

const makeFolder = ({ planned, attempt }: ExecutionRun, options: EngineOptions): string => {
  const { id } = planned
  // Different names may read the same after the cleaning: the hash keeps them apart.
  const name = `${id.replaceAll(/[^A-Za-z0-9._-]+/g, '_').slice(0, 80)}-${sha256(id).slice(0, 8)}`
  const folder = path.join(options.workRoot, `run-${options.run}`, `${name}-${attempt}`)
  // A runner that was killed left its own behind.
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}
