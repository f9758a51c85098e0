import { type Document, LineCounter, parseDocument } from 'yaml'
import { HarnessError } from '#domain/harness-error.ts'
import { quoted } from '#interchange/findings.ts'
import { documentOf, readOwnForm } from '#interchange/json/own-form.ts'
import type { ReadingContext } from '#interchange/records/row.ts'
import { emptySet, type RequirementSet } from '#interchange/requirement-set.ts'

/** Parses YAML; throws `bad-input` with the line of the first error. */
export const parseYaml = (text: string, file: string): Document.Parsed => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error === undefined) return document
  const { line, col } = lines.linePos(error.pos[0])
  throw new HarnessError('bad-input', `${file}:${line}:${col} ${error.message}`, {
    hint: 'Mend the file, then import again.',
  })
}

/** Reads `requirements/DOCUMENT.yaml` or `requirements/elements/*.yaml`. */
export const readYaml = (text: string, file: string, context: ReadingContext): RequirementSet => {
  const data: unknown = parseYaml(text, file).toJS({ maxAliasCount: 100 })
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new HarnessError('bad-input', `${file} holds ${quoted(data)} instead of a document`, {
      hint: 'Expected are `document`, `title` and `requirements`, or `document` and `elements`.',
    })
  }
  const { requirements, elements, ...head }: { readonly [name: string]: unknown } = { ...data }
  const [document] = documentOf(head)
  const name = document?.document
  if (name === undefined) {
    context.findings.skipped({ file }, 'the file names no document')
    return emptySet
  }
  const read = readOwnForm({ requirements, elements }, file, context)
  const whole = requirements === undefined ? [] : [name]
  return {
    documents: requirements === undefined || document === undefined ? [] : [document],
    requirements: read.requirements.map((item) => ({ ...item, document: name })),
    elements: read.elements.map((item) => ({ ...item, document: name })),
    scope: {
      requirements: whole,
      parameters: whole,
      elements: elements === undefined ? [] : [name],
    },
  }
}
