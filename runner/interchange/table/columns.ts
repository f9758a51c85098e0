import { type Findings, type Place, quoted } from '#interchange/findings.ts'
import { fieldByHeader, isNeverHeld, isOwnResult, plainHeader, type TableKind } from './synonyms.ts'

/** What a column holds; without a field it is not taken. */
export interface Column {
  readonly field?: string
  /** The rest of the text of the same field, which was too long for one cell. */
  readonly continues: boolean
}

/** Kind of a table and its columns; no kind: nobody understands it, which is named. */
export interface Columns {
  readonly kind?: TableKind | 'documents' | 'wide'
  readonly columns: readonly Column[]
}

/** Where the header stands, and who is told. */
export interface HeaderPlace {
  readonly sheet: string | undefined
  readonly place: Place
  readonly findings: Findings
}

const documentHeaders = new Map([
  ['document', 'document'],
  ['documenttitle', 'title'],
  ['title', 'title'],
  ['release', 'release'],
  ['decidedby', 'decidedBy'],
])

const elementHeaders = ['element', 'elementkey', 'verificationelement', 've', 'vekey', 'verifiedin']
const parameterHeaders = ['parameter', 'parametername', 'parameterid']

/** Understands a header. */
export const columnsOf = (
  cells: readonly unknown[],
  { sheet, place, findings }: HeaderPlace,
): Columns => {
  if (sheet !== undefined && isOwnResult(sheet)) return { columns: [] }
  const headers = cells.map((cell) => String(cell ?? '').trim())
  const plain = headers.map((header) => plainHeader(header.replace(continuation, '')))
  const kind = kindOf(plain, sheet)
  if (kind === undefined) {
    findings.skipped(
      place,
      `${sheet === undefined ? 'the table' : `sheet ${quoted(sheet)}`} has neither keys of requirements nor of elements; its columns: ${headers.map((header) => quoted(header)).join(', ')}`,
    )
    return { columns: [] }
  }
  const taken = new Set<string>()
  const columns = headers.map((header, index): Column => {
    if (header === '' || isOwnResult(header)) return { continues: false }
    const continues = continuation.test(header)
    const field = fieldOf(kind, plain[index] ?? '')
    if (field === undefined) {
      if (isNeverHeld(header))
        findings.note(place, `column ${quoted(header)} is not taken: lvv does not hold it`)
      else findings.skipped(place, `nobody knows the column ${quoted(header)}`)
      return { continues: false }
    }
    if (taken.has(field) && !continues) {
      findings.skipped(
        place,
        `column ${quoted(header)} says ${field} a second time: the first is taken`,
      )
      return { continues: false }
    }
    taken.add(field)
    return { field, continues }
  })
  return { kind, columns }
}

/** `Title …2`: a text goes on where a cell was full. */
const continuation = / …\d+$/

/** Header of the nth piece of a long text. */
export const continuationHeader = (header: string, piece: number): string => `${header} …${piece}`

const fieldOf = (kind: NonNullable<Columns['kind']>, header: string): string | undefined => {
  if (kind === 'documents') return documentHeaders.get(header)
  if (kind !== 'wide') return fieldByHeader[kind].get(header)
  const own = parameterHeaders.includes(header) ? undefined : fieldByHeader.requirements.get(header)
  return own ?? fieldByHeader.parameters.get(header)
}

const kindOf = (headers: readonly string[], sheet: string | undefined): Columns['kind'] => {
  const has = (kind: TableKind, field: string): boolean =>
    headers.some((header) => fieldByHeader[kind].get(header) === field)
  const named = sheet === undefined ? undefined : plainHeader(sheet)
  if (isElements(headers, named) && has('elements', 'key')) return 'elements'
  const parameters = headers.some((header) => parameterHeaders.includes(header))
  if (parameters && has('requirements', 'id') && has('requirements', 'title')) return 'wide'
  if ((parameters || named === 'parameters') && has('parameters', 'requirement'))
    return 'parameters'
  if (headers.includes('documenttitle') || named === 'documents') return 'documents'
  return has('requirements', 'id') ? 'requirements' : undefined
}

/** Keys of elements have a name of their own, or stand beside those of their requirements. */
const isElements = (headers: readonly string[], sheet: string | undefined): boolean =>
  sheet === 'elements' ||
  headers.some((header) => elementHeaders.includes(header)) ||
  (headers.some((header) => ['key', 'issuekey'].includes(header)) &&
    headers.some((header) => fieldByHeader.elements.get(header) === 'requirement'))
