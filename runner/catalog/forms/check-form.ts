import type { z } from 'zod'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'

/** What a form is called in messages: `a case`. */
export interface FormPlace {
  readonly what: string
  readonly path: Path
  /** Better hints for fields that belong elsewhere, by name. */
  readonly misplaced?: { readonly [field: string]: string }
}

/**
 * Parses plain data by a form and reports everything that does not fit. Gives the fields that do fit, so that the
 * rest of the file can be checked all the same.
 */
export const readForm = <Form extends z.ZodObject>(
  list: ProblemList,
  form: Form,
  data: unknown,
  place: FormPlace,
): Partial<z.output<Form>> => {
  const parsed = form.safeParse(data, { reportInput: true })
  if (parsed.success) return parsed.data as Partial<z.output<Form>>
  for (const issue of parsed.error.issues) reportIssue(list, issue, data, { ...place, form })
  return fittingFields(form, data)
}

const fittingFields = <Form extends z.ZodObject>(
  form: Form,
  data: unknown,
): Partial<z.output<Form>> => {
  const fields: { [name: string]: unknown } = {}
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return {}
  for (const [name, value] of Object.entries(data)) {
    const parsed = (form.shape[name] as z.ZodType | undefined)?.safeParse(value)
    if (parsed?.success) fields[name] = parsed.data
  }
  return fields as Partial<z.output<Form>>
}

interface IssuePlace extends FormPlace {
  readonly form: z.ZodType
}

const reportIssue = (
  list: ProblemList,
  issue: z.core.$ZodIssue,
  data: unknown,
  place: IssuePlace,
): void => {
  const inner = issue.path as Path
  const path = [...place.path, ...inner]
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) reportUnknownField(list, key, inner, place)
      return
    case 'invalid_union':
      reportUnion(list, issue, data, place)
      return
    case 'invalid_key':
      list.atKey(path, {
        code: 'bad-name',
        message: `"${String(path.at(-1))}" cannot stand here: ${issue.issues[0]?.message ?? 'bad name'}.`,
      })
      return
    default:
      reportWrongValue(list, issue, { data, inner, path, what: place.what })
  }
}

const reportUnknownField = (
  list: ProblemList,
  key: string,
  inner: Path,
  place: IssuePlace,
): void => {
  const known = fieldsAt(place.form, inner)
  const owner = inner.length === 0 ? place.what : `\`${nameOf(inner)}\``
  list.atKey([...place.path, ...inner, key], {
    code: 'unknown-field',
    message: `${owner} has no field \`${key}\`.`.replace(/^./, (letter) => letter.toUpperCase()),
    hint: place.misplaced?.[key] ?? didYouMean(key, known) ?? `Fields: ${known.join(', ')}.`,
  })
}

/** Last field name of a path; list positions are counted from one. */
const nameOf = (path: Path): string => {
  const last = path.at(-1)
  if (typeof last !== 'number') return String(last ?? '')
  return `${nameOf(path.slice(0, -1))}[${last + 1}]`
}

interface WrongValue {
  readonly data: unknown
  readonly inner: Path
  readonly path: Path
  readonly what: string
}

const reportWrongValue = (
  list: ProblemList,
  issue: z.core.$ZodIssue,
  { data, inner, path, what }: WrongValue,
): void => {
  const value = valueAt(data, inner)
  const name = nameOf(inner)
  if (value === undefined && inner.length > 0) {
    const owner = inner.length === 1 ? what : `\`${nameOf(inner.slice(0, -1))}\``
    list.atKey(path.slice(0, -1), {
      code: 'missing-field',
      message: `${owner} needs \`${name}\`.`.replace(/^./, (letter) => letter.toUpperCase()),
    })
    return
  }
  const subject = inner.length === 0 ? what : `\`${name}\``
  const found = describeValue(value)
  list.at(path, {
    code: 'bad-value',
    message: `${subject}: ${expectation(issue)}, found ${found}.`.replace(/^./, (letter) =>
      letter.toUpperCase(),
    ),
    hint: hintFor(issue, value),
  })
}

const expectation = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_type')
    return `expected ${typeNames[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value' && !issue.message.startsWith('this lvv')) {
    return `expected ${issue.values.map(String).join(' | ')}`
  }
  return issue.message
    .replace(/^Invalid input: /, '')
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
}

const typeNames: { readonly [type: string]: string } = {
  string: 'a text',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

const describeValue = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (typeof value !== 'string')
    return `the ${typeof value === 'boolean' ? 'value' : 'number'} ${value}`
  return value.length > 60 ? `"${value.slice(0, 57)}…"` : `"${value}"`
}

const hintFor = (issue: z.core.$ZodIssue, value: unknown): string | undefined => {
  if (issue.code === 'invalid_value') return didYouMean(String(value), issue.values.map(String))
  if (issue.code !== 'invalid_type') return undefined
  const scalar = typeof value === 'number' || typeof value === 'boolean'
  if (issue.expected === 'string' && scalar) return `Put it in quotes: "${value}".`
  if (issue.expected === 'boolean' && typeof value === 'string') {
    if (/^(yes|on)$/i.test(value)) return 'Write true.'
    if (/^(no|off)$/i.test(value)) return 'Write false.'
  }
  if (issue.expected === 'array' && typeof value === 'string') return `Write a list: [${value}].`
  return undefined
}

/** A value that fits none of several forms: reports what is wrong by the form that fits best. */
const reportUnion = (
  list: ProblemList,
  issue: z.core.$ZodIssueInvalidUnion,
  data: unknown,
  place: IssuePlace,
): void => {
  const inner = issue.path as Path
  const value = valueAt(data, inner)
  const deep = issue.errors.find((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  )
  if (deep !== undefined && typeof value === 'object' && value !== null) {
    for (const each of deep) {
      const path = [...inner, ...each.path]
      reportIssue(list, { ...each, path } as z.core.$ZodIssue, data, place)
    }
    return
  }
  const types = new Set(
    issue.errors.flatMap((issues) =>
      issues.map((each) => expectation(each).replace(/^expected /, '')),
    ),
  )
  const message =
    issue.message === 'Invalid input' ? `expected ${[...types].join(' or ')}` : issue.message
  reportWrongValue(list, { ...issue, code: 'custom', message } as z.core.$ZodIssue, {
    data,
    inner,
    path: [...place.path, ...inner],
    what: place.what,
  })
}

const valueAt = (data: unknown, path: Path): unknown => {
  let value = data
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as { readonly [key: string]: unknown })[String(step)]
  }
  return value
}

/** Names of the fields that a form has at a path. */
const fieldsAt = (form: z.ZodType, path: Path): readonly string[] => {
  let at: z.core.$ZodType | undefined = form
  for (const step of path) at = childForm(unwrap(at), step)
  const object = unwrap(at)
  return object?._zod.def.type === 'object' ? Object.keys((object as z.ZodObject).shape) : []
}

const unwrap = (form: z.core.$ZodType | undefined): z.core.$ZodType | undefined => {
  const def = (form as z.core.$ZodTypes | undefined)?._zod.def
  if (def === undefined) return undefined
  if ('innerType' in def) return unwrap(def.innerType)
  if (def.type !== 'union') return form
  return def.options.find((option) => ['object', 'array', 'record'].includes(option._zod.def.type))
}

const childForm = (form: z.core.$ZodType | undefined, step: string | number) => {
  const def = (form as z.core.$ZodTypes | undefined)?._zod.def
  if (def?.type === 'object') return def.shape[String(step)]
  if (def?.type === 'array') return def.element
  return def?.type === 'record' ? def.valueType : undefined
}
