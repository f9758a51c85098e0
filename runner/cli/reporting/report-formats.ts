import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'
import { baseline, controlDocument, pdf, specification, testReport } from './document-formats.ts'
import type { ReportSource } from './report-source.ts'
import { html } from './site-format.ts'
import { csv, reqif, trace, xlsx } from './table-formats.ts'

/** A format that `lvv report FORMAT` and `--report FORMAT=PATH` write. */
export type ReportFormat =
  | {
      readonly writes: 'file'
      /** Ending that such a file usually has. */
      readonly ending: string
      readonly render: (source: ReportSource) => Promise<string | Uint8Array>
    }
  | {
      readonly writes: 'folder'
      /** Writes the whole folder, or leaves what was there; gives what a reader must know of it. */
      readonly write: (source: ReportSource, folder: string) => Promise<readonly string[]>
    }

/** Formats by name. The code of each is loaded only when it is asked for. */
const formats: { readonly [name: string]: ReportFormat } = {
  json: {
    writes: 'file',
    ending: 'json',
    render: async (source) => {
      const { renderJson } = await import('#reports/json/render-json.ts')
      return renderJson(await source.dossier())
    },
  },
  junit: {
    writes: 'file',
    ending: 'xml',
    render: async (source) => {
      const { renderJunit } = await import('#reports/junit/render-junit.ts')
      return renderJunit(await source.dossier())
    },
  },
  terminal: {
    writes: 'file',
    ending: 'txt',
    render: async (source) => {
      const { renderTerminal } = await import('#reports/terminal/render-terminal.ts')
      return renderTerminal(await source.dossier(), {
        columns: 120,
        colour: false,
        unicode: true,
        verbose: true,
      })
    },
  },
  markdown: {
    writes: 'file',
    ending: 'md',
    render: async (source) => {
      const { renderMarkdown } = await import('#reports/markdown/render-markdown.ts')
      return renderMarkdown(await source.dossier(), await source.trace())
    },
  },
  github: {
    writes: 'file',
    ending: 'txt',
    render: async (source) => {
      const { renderAnnotations } = await import('#reports/github/render-annotations.ts')
      return renderAnnotations(await source.dossier())
    },
  },
  html,
  specification,
  'test-report': testReport,
  'control-document': controlDocument,
  baseline,
  pdf,
  csv,
  xlsx,
  reqif,
  trace,
  badge: {
    writes: 'file',
    ending: 'svg',
    render: async (source) => {
      const { renderBadge } = await import('#reports/badge/render-badge.ts')
      return renderBadge(await source.trace())
    },
  },
}

/** The format of a name; throws a usage error that names the nearest, or all. */
export const findFormat = (name: string): ReportFormat => {
  const found = Object.hasOwn(formats, name) ? formats[name] : undefined
  if (found !== undefined) return found
  const near = nearestName(name, Object.keys(formats))
  throw new HarnessError('usage', `there is no report format "${name}"`, {
    hint: near ? `Did you mean "${near}"?` : `Formats are ${Object.keys(formats).join(', ')}.`,
  })
}

/** An example of where such a report goes: `report.xml`. */
export const examplePath = (name: string): string => {
  const format = findFormat(name)
  return format.writes === 'folder' ? name : `report.${format.ending}`
}
