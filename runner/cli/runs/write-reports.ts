import { rename, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { makeFolder } from '#cli/opening/make-folder.ts'
import type { Dossier } from '#domain/dossier.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'

type Render = (dossier: Dossier) => Promise<string>

/** Formats of `lvv report FORMAT` and `--report FORMAT=PATH`. */
const formats: { readonly [format: string]: Render } = {
  json: async (dossier) => (await import('#reports/json/render-json.ts')).renderJson(dossier),
  junit: async (dossier) => (await import('#reports/junit/render-junit.ts')).renderJunit(dossier),
  terminal: async (dossier) =>
    (await import('#reports/terminal/render-terminal.ts')).renderTerminal(dossier, {
      columns: 120,
      colour: false,
      unicode: true,
      verbose: true,
    }),
}

/** A report that was asked for. */
export interface ReportRequest {
  readonly format: string
  /** As given; relative to the current folder. */
  readonly path: string
}

/** Parses `FORMAT=PATH`; throws a usage error that names the formats. */
export const parseReport = (text: string): ReportRequest => {
  const at = text.indexOf('=')
  const [format, path] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
  checkFormat(format)
  if (path === '') {
    throw new HarnessError('usage', `--report takes FORMAT=PATH, found "${text}"`, {
      hint: `For example --report ${format}=out/report.${format === 'junit' ? 'xml' : format}`,
    })
  }
  return { format, path }
}

/** Throws unless the format exists. */
export const checkFormat = (format: string): void => {
  if (Object.hasOwn(formats, format)) return
  const near = nearestName(format, Object.keys(formats))
  throw new HarnessError('usage', `there is no report format "${format}"`, {
    hint: near ? `Did you mean "${near}"?` : `Formats are ${Object.keys(formats).join(', ')}.`,
  })
}

/** Writes one report, whole or not at all. */
export const writeReport = async (
  request: ReportRequest,
  dossier: Dossier,
  cwd: string,
): Promise<string> => {
  const text = await (formats[request.format] ?? failFormat(request.format))(dossier)
  const path = resolve(cwd, request.path)
  const beside = `${path}.${process.pid}.part`
  try {
    await makeFolder(dirname(path))
    await writeFile(beside, text)
    await rename(beside, path)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new HarnessError('disk-full', `the ${request.format} report cannot be written: ${why}`, {
      hint: 'The result is in the ledger; `lvv report` writes it again.',
      cause,
    })
  }
  return path
}

const failFormat = (format: string): never => {
  throw new HarnessError('usage', `there is no report format "${format}"`)
}

/** Writes all reports that were asked for; false when one could not be written, which is said and stops no other. */
export const writeReports = async (
  requests: readonly string[],
  dossier: Dossier,
  to: { readonly cwd: string; readonly say: (text: string) => void },
): Promise<boolean> => {
  let clean = true
  for (const request of requests.map(parseReport)) {
    try {
      await writeReport(request, dossier, to.cwd)
    } catch (error) {
      clean = false
      const hint = error instanceof HarnessError && error.hint ? `\n     ${error.hint}` : ''
      to.say(`lvv: ${error instanceof Error ? error.message : String(error)}${hint}\n`)
    }
  }
  return clean
}
