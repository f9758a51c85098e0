import type { PersonRow, Row, Section, StepRow, TestCase } from '#domain/test-case.ts'
import { plainText, sentencesOf } from '#grading/prose/plain-text.ts'
import { quantitiesIn } from '#grading/prose/quantities.ts'
import {
  dataNoun,
  namedData,
  place,
  readingVerb,
  readsOff,
  role,
  vagueData,
  vagueResult,
} from '#grading/prose/words.ts'
import type { CriterionCode } from './criteria.ts'

/** One criterion applied to a row or a case: met, or what is wrong. */
export interface Applied {
  readonly code: CriterionCode
  /** What is missing; absent when the criterion is met. */
  readonly lacks?: string
}

/** What the objective of a case tells for all its rows. */
export interface Surroundings {
  readonly who: boolean
  readonly where: boolean
}

/** Reads the objective of a case once for all its rows. */
export const surroundingsOf = ({ objective = '' }: TestCase): Surroundings => ({
  who: role.find(objective) !== undefined,
  where: place.find(objective) !== undefined,
})

/** Applies every criterion that a row of this kind can meet. A call is described by what it calls. */
export const judgeRow = (row: Row, section: Section, around: Surroundings): readonly Applied[] => {
  if (row.kind === 'call') return []
  const described = applied('description', !hasText(does(row)), 'does not say what is done')
  // What tidies up shows nothing.
  if (section === 'teardown') return [described]
  const judges = row.expect.some((each) => !each.implied)
  return [
    described,
    ...expectation(row, judges),
    threshold(row, judges),
    ...(row.kind === 'do' ? [] : data(row)),
    ...(row.kind === 'manual' ? byPerson(row, around) : []),
  ]
}

const expectation = (row: StepRow | PersonRow, judges: boolean): readonly Applied[] => {
  const told = hasText(row.expected)
  if (!judges) return [applied('expected', !told, 'does not say what is expected')]
  return [{ code: 'expected' }, applied('told', !told, 'does not say in words what is expected')]
}

const threshold = (row: StepRow | PersonRow, judges: boolean): Applied => {
  if (judges) return { code: 'threshold' }
  const text = plainText(`${does(row)}. ${row.expected ?? ''}`)
  if (vagueResult.find(text) === undefined) return { code: 'threshold' }
  const vague = sentencesOf(text).flatMap((sentence) => {
    const word = vagueResult.find(sentence)
    return word === undefined || quantitiesIn(sentence).length > 0 ? [] : word
  })
  const words = [...new Set(vague.map((word) => `"${word.toLowerCase()}"`))].join(', ')
  return applied('threshold', vague.length > 0, `leaves open what is enough: ${words}`)
}

const data = (row: PersonRow): readonly Applied[] => {
  const text = plainText(does(row))
  const vague = vagueData.find(text)
  const reads = readingVerb.find(text) !== undefined && dataNoun.find(text) !== undefined
  if (vague === undefined && !reads) return []
  const named = row.reads.length > 0 || namedData.test(text)
  const what = vague === undefined ? 'reads data that it does not name' : `"${vague}" names no data`
  return [applied('data', !named, what.toLowerCase())]
}

const byPerson = (row: PersonRow, { who, where }: Surroundings): readonly Applied[] => {
  const text = `${does(row)} ${row.expected ?? ''}`
  const reads = readsOff.find(does(row))
  return [
    applied('who', !who && role.find(text) === undefined, 'does not say who acts'),
    applied('where', !where && place.find(text) === undefined, 'does not say where'),
    ...(reads === undefined
      ? []
      : [applied('asks', row.asks.length === 0, 'has a value read off that nobody is asked for')]),
  ]
}

const does = (row: StepRow | PersonRow): string =>
  row.kind === 'do' ? (row.description ?? '') : `${row.text} ${row.description ?? ''}`

const hasText = (text: string | undefined): boolean => (text ?? '').trim() !== ''

/** A criterion, with what is missing where it is not met. */
export const applied = (code: CriterionCode, missing: boolean, lacks: string): Applied =>
  missing ? { code, lacks } : { code }
