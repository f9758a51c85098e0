import { HarnessError } from '#domain/harness-error.ts'
import { fromJsonText, toJsonText } from '#domain/json-text.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { traceForm } from './trace-form.ts'

/** Changes when a model that was stored can no longer be read as it is. */
const format = 1

/** The text of a model as a snapshot keeps it: keys in order, so that the same model has the same bytes. */
export const traceJson = (trace: TraceDossier): string =>
  `${toJsonText(ordered({ format, trace }))}\n`

/** A copy whose objects have their keys in order and no absent fields. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const record = value as { readonly [key: string]: unknown }
  // Without a prototype a hostile key `__proto__` is a key like any other.
  const copy: { [key: string]: unknown } = Object.create(null)
  for (const key of Object.keys(record).sort()) {
    if (record[key] !== undefined) copy[key] = ordered(record[key])
  }
  return copy
}

/** Reads what `traceJson` wrote; throws a bad-input error that says where another text differs. */
export const parseTrace = (text: string): TraceDossier => {
  const document = parseText(text)
  const parsed = traceForm(format).safeParse(document)
  if (parsed.success) return parsed.data.trace as unknown as TraceDossier
  const [issue] = parsed.error.issues
  throw new HarnessError(
    'bad-input',
    `a stored trace is wrong at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`,
    { hint: `This lvv reads traces of format ${format}: take the snapshot again.` },
  )
}

const parseText = (text: string): unknown => {
  try {
    return fromJsonText(text)
  } catch (cause) {
    throw new HarnessError('bad-input', 'a stored trace is not JSON', {
      cause,
      hint: 'The file was cut or edited: take the snapshot again.',
    })
  }
}
