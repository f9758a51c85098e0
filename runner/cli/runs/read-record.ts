import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Arguments } from '#cli/arguments/command.ts'
import type { Io } from '#cli/screen/io.ts'
import type { ExecutionGraph, PlannedExecution } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'
import type { ExecutionState, PersonRecord, RowPlace } from '#domain/ledger-event.ts'
import { nearestName } from '#domain/nearest-name.ts'
import { parseInput } from '#domain/parse-input.ts'
import type { Ask, PersonRow } from '#domain/test-case.ts'
import type { Ledger } from '#ledger/ledger.ts'

/** A record and where it belongs. */
export interface ReadRecord {
  readonly place: RowPlace
  readonly record: PersonRecord
}

/** What `lvv record` was told, checked against the row; throws with all that is missing at once. */
export const readRecord = async (
  of: {
    readonly graph: ExecutionGraph
    readonly earlier: readonly ExecutionState[]
    readonly execution: string
    readonly row: string
    readonly ledger: Ledger
  },
  args: Arguments,
  io: Io,
): Promise<ReadRecord> => {
  const { state, row, section } = findRow(of)
  const answers = await readAnswers(row, of.ledger, args, io)
  const missing = ['name', 'role', 'note', 'verdict'].filter((name) => !args.value(name))
  if (missing.length > 0) {
    throw new HarnessError(
      'usage',
      `a record needs ${missing.map((name) => `--${name}`).join(', ')}`,
      {
        hint: 'A person stands behind it: name, role, what was seen, and the verdict pass, fail or blocked.',
      },
    )
  }
  const verdict = args.value('verdict')
  if (verdict !== 'pass' && verdict !== 'fail' && verdict !== 'blocked') {
    throw new HarnessError('usage', `--verdict is pass, fail or blocked, found "${verdict}"`)
  }
  const report = row.kind === 'report' ? readReport(args) : undefined
  return {
    place: {
      execution: state.execution,
      attempt: state.attempt,
      section,
      row: row.id,
    },
    record: {
      name: args.value('name') ?? '',
      role: args.value('role') ?? '',
      note: args.value('note') ?? '',
      at: new Date(io.now()).toISOString(),
      verdict,
      answers,
      ...(report && { report }),
    },
  }
}

const findRow = (of: {
  readonly graph: ExecutionGraph
  readonly earlier: readonly ExecutionState[]
  readonly execution: string
  readonly row: string
}): {
  readonly state: ExecutionState
  readonly row: PersonRow
  readonly section: RowPlace['section']
} => {
  const planned = of.graph.executions.find((item) => item.id === of.execution)
  const state = of.earlier.find((item) => item.execution === of.execution)
  const waiting = waitingRows(of.graph, of.earlier)
  const hint =
    waiting.length > 0
      ? `Waiting are: ${waiting.map(([id, row]) => `'${id}' ${row}`).join(', ')}.`
      : 'No row of this run waits for a person.'
  if (!planned || !state) {
    const near = nearestName(
      of.execution,
      of.graph.executions.map((item) => item.id),
    )
    throw new HarnessError('not-found', `the run has no execution "${of.execution}"`, {
      hint: near ? `Did you mean '${near}'? ${hint}` : hint,
    })
  }
  const section = sectionOf(planned)
  const row = of.graph.definitions[planned.case]?.[section].find((item) => item.id === of.row)
  if (row?.kind !== 'manual' && row?.kind !== 'report') {
    throw new HarnessError('not-found', `${planned.id} has no manual or report row "${of.row}"`, {
      hint,
    })
  }
  if (state.rows.some((item) => item.row === row.id && item.record !== undefined)) {
    throw new HarnessError('usage', `${planned.id} ${row.id} is recorded already`, {
      hint: 'A record stands; --rerun makes a new attempt with rows of its own.',
    })
  }
  return { state, row, section }
}

/** The part of its case that an execution runs. */
const sectionOf = ({ role }: PlannedExecution): 'script' | 'aggregate' =>
  role === 'aggregate' ? 'aggregate' : 'script'

const waitingRows = (
  graph: ExecutionGraph,
  earlier: readonly ExecutionState[],
): readonly (readonly [string, string])[] =>
  earlier.flatMap((state) => {
    const planned = graph.executions.find((item) => item.id === state.execution)
    const rows = planned ? (graph.definitions[planned.case]?.[sectionOf(planned)] ?? []) : []
    return rows
      .filter((row) => row.kind === 'manual' || row.kind === 'report')
      .filter(
        (row) =>
          state.verdict === 'in-progress' &&
          !state.rows.some((item) => item.row === row.id && item.record),
      )
      .map((row) => [state.execution, row.id] as const)
  })

const pairs = (texts: readonly string[], option: string): ReadonlyMap<string, string> =>
  new Map(
    texts.map((text) => {
      const at = text.indexOf('=')
      if (at <= 0) throw new HarnessError('usage', `--${option} takes name=value, found "${text}"`)
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )

const readAnswers = async (
  row: PersonRow,
  ledger: Ledger,
  args: Arguments,
  io: Io,
): Promise<{ readonly [name: string]: Json }> => {
  const given = pairs(args.values('answer'), 'answer')
  const names = row.asks.map((ask) => ask.name)
  for (const name of given.keys()) {
    if (names.includes(name)) continue
    const near = nearestName(name, names)
    throw new HarnessError('usage', `row ${row.id} asks for no "${name}"`, {
      hint: near ? `Did you mean "${near}"?` : `It asks for ${names.join(', ') || 'nothing'}.`,
    })
  }
  const open = row.asks.filter((ask) => ask.default === undefined && !given.has(ask.name))
  if (open.length > 0) {
    throw new HarnessError(
      'usage',
      `row ${row.id} asks for ${open.map((ask) => ask.name).join(', ')}`,
      {
        hint: `Give ${open.map((ask) => `--answer ${ask.name}=…`).join(' ')}; a file as --answer name=@PATH.`,
      },
    )
  }
  const answers: { [name: string]: Json } = {}
  for (const ask of row.asks) {
    const text = given.get(ask.name)
    answers[ask.name] =
      text === undefined ? (ask.default ?? null) : await answerOf(ask, text, ledger, io)
  }
  return answers
}

/** Largest file that a person hands in, bytes. */
const largestFile = 1024 * 1024 * 1024

const answerOf = async (ask: Ask, text: string, ledger: Ledger, io: Io): Promise<Json> => {
  if (ask.type.kind !== 'named' || ask.type.name !== 'core.File') {
    return parseInput(`--answer ${ask.name}`, text, ask.type)
  }
  if (!text.startsWith('@')) {
    throw new HarnessError('usage', `${ask.name} is a file: --answer ${ask.name}=@PATH`)
  }
  const path = resolve(io.cwd, text.slice(1))
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new HarnessError('not-found', `there is no file ${path}`)
  if (found.size > largestFile) {
    throw new HarnessError('too-large', `${path} has ${found.size} bytes, more than ${largestFile}`)
  }
  const { sha256, name, mediaType, size } = await ledger.evidence.put(
    { path },
    { name: basename(path), mediaType: 'application/octet-stream' },
  )
  return { sha256, name, mediaType, size }
}

const reportFields = ['document', 'revision', 'sha256', 'conclusion', 'author', 'reviewer']

const readReport = (args: Arguments): { readonly [field: string]: string } => {
  const given = pairs(args.values('report'), 'report')
  for (const name of given.keys()) {
    if (reportFields.includes(name)) continue
    const near = nearestName(name, reportFields)
    throw new HarnessError('usage', `a report has no field "${name}"`, {
      hint: near ? `Did you mean "${near}"?` : `Its fields: ${reportFields.join(', ')}.`,
    })
  }
  const missing = reportFields.filter((field) => !given.get(field)?.trim())
  if (missing.length > 0) {
    throw new HarnessError(
      'usage',
      `a report row needs ${missing.map((field) => `--report ${field}=…`).join(' ')}`,
    )
  }
  const sha256 = given.get('sha256') ?? ''
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new HarnessError('usage', `sha256 of the document is 64 hex digits, found "${sha256}"`, {
      hint: 'sha256sum FILE gives it.',
    })
  }
  const [author = '', reviewer = ''] = ['author', 'reviewer'].map((field) =>
    (given.get(field) ?? '').trim(),
  )
  if (author.toLowerCase() === reviewer.toLowerCase()) {
    throw new HarnessError('usage', `${author} cannot review a report of their own`, {
      hint: 'The reviewer is somebody other than the author.',
    })
  }
  return Object.fromEntries(reportFields.map((field) => [field, given.get(field) ?? '']))
}
