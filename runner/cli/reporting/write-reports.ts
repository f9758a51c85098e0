import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { makeFolder } from '#cli/opening/make-folder.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { examplePath, findFormat } from './report-formats.ts'
import type { ReportSource } from './report-source.ts'

/** A report that was asked for. */
export interface ReportRequest {
  readonly format: string
  /** As given; relative to the current folder; `-` is standard output. */
  readonly path: string
}

/** Where reports go. */
export interface ReportPlace {
  readonly cwd: string
  /** Standard output, for the path `-`. */
  readonly print: (text: string) => void
  /** Standard error: what a reader must know of a report. */
  readonly say: (text: string) => void
}

/** Parses `FORMAT=PATH`; throws a usage error that names the formats. */
export const parseReport = (text: string): ReportRequest => {
  const at = text.indexOf('=')
  const [format, path] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
  const { writes } = findFormat(format)
  if (path === '' || (path === '-' && writes === 'folder')) {
    throw new HarnessError('usage', `--report takes FORMAT=PATH, found "${text}"`, {
      hint: `For example --report ${format}=out/${examplePath(format)}`,
    })
  }
  return { format, path }
}

/** Writes one report, whole or not at all; gives its absolute path, or `-`. */
export const writeReport = async (
  request: ReportRequest,
  source: ReportSource,
  place: ReportPlace,
): Promise<string> => {
  const format = findFormat(request.format)
  const path = resolve(place.cwd, request.path)
  if (format.writes === 'folder') {
    const notes = await orDiskError(request, () => format.write(source, path))
    for (const note of notes) place.say(`lvv: ${note}\n`)
    return path
  }
  const content = await format.render(source)
  if (request.path === '-') {
    if (typeof content !== 'string') {
      throw new HarnessError('usage', `a ${request.format} report is no text for standard output`, {
        hint: `For example: --out ${examplePath(request.format)}`,
      })
    }
    place.print(content)
    return '-'
  }
  await orDiskError(request, () => replaceFile(path, content))
  return path
}

const replaceFile = async (path: string, content: string | Uint8Array): Promise<void> => {
  const beside = `${path}.${process.pid}.part`
  await makeFolder(dirname(path))
  try {
    await writeFile(beside, content)
    await rename(beside, path)
  } catch (cause) {
    await rm(beside, { force: true })
    throw cause
  }
}

const orDiskError = async <T>(request: ReportRequest, write: () => Promise<T>): Promise<T> => {
  try {
    return await write()
  } catch (cause) {
    if (cause instanceof HarnessError && cause.code !== 'disk-full') throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new HarnessError('disk-full', `the ${request.format} report cannot be written: ${why}`, {
      hint: 'The result is in the ledger; `lvv report` writes it again.',
      cause,
    })
  }
}

/** Writes all reports that were asked for; false when one could not be written, which is said and stops no other. */
export const writeReports = async (
  requests: readonly string[],
  source: ReportSource,
  to: ReportPlace,
): Promise<boolean> => {
  let clean = true
  for (const request of requests.map(parseReport)) {
    try {
      await writeReport(request, source, to)
    } catch (error) {
      clean = false
      const hint = error instanceof HarnessError && error.hint ? `\n     ${error.hint}` : ''
      to.say(`lvv: ${error instanceof Error ? error.message : String(error)}${hint}\n`)
    }
  }
  return clean
}
