import type { ProblemList } from '#catalog/problem-list.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { Sense } from '#domain/expectation.ts'
import { levelNames, type Parameter } from '#domain/requirement.ts'

/** Checks what the numbers of one parameter say of each other; all are in its unit. */
export const checkNumbers = (list: ProblemList, path: Path, parameter: Parameter): void => {
  checkConfidence(list, path, parameter)
  const beside = (['levels', 'estimate', 'boundary', 'limit'] as const).filter(
    (field) => parameter[field] !== undefined,
  )
  const { sense } = parameter
  if (sense === undefined || sense === 'equals') {
    for (const field of beside) {
      list.atKey([...path, field], {
        code: 'no-sense',
        message: `\`${field}\` says something only of a parameter that is at-most or at-least.`,
        hint: 'Add sense: at-most or at-least.',
      })
    }
    return
  }
  checkLevels(list, path, parameter, sense)
  checkKeyNumbers(list, path, parameter, sense)
}

type Direction = Exclude<Sense, 'equals'>

/** True when `a` is harder to meet than `b`. */
const isHarder = (sense: Direction, a: number, b: number): boolean =>
  sense === 'at-most' ? a < b : a > b

const checkLevels = (
  list: ProblemList,
  path: Path,
  { name, levels = {}, unit }: Parameter,
  sense: Direction,
): void => {
  const stated = levelNames.flatMap((level) => {
    const value = levels[level]
    return value === undefined ? [] : [{ level, value }]
  })
  for (const [index, { level, value }] of stated.entries()) {
    const easier = stated[index - 1]
    if (easier === undefined || !isHarder(sense, easier.value, value)) continue
    list.at([...path, 'levels', level], {
      code: 'levels-order',
      message: `${name} is ${sense}, so its ${level} (${value} ${unit}) cannot be easier than its ${easier.level} (${easier.value} ${unit}).`,
      hint: 'Levels get harder from minimum over design to stretch.',
    })
  }
}

/** What may never be crossed lies at the required value or beyond it, and action is taken before it is reached. */
const checkKeyNumbers = (
  list: ProblemList,
  path: Path,
  { name, value, unit, boundary, limit }: Parameter,
  sense: Direction,
): void => {
  if (limit === undefined) return
  if (isHarder(sense, limit, value)) {
    list.at([...path, 'limit'], {
      code: 'key-numbers',
      message: `The limit of ${name}, ${limit} ${unit}, is harder than what is required, ${sense} ${value} ${unit}.`,
      hint: '`limit` is what may never be crossed: the required value, or beyond it.',
    })
  }
  if (boundary !== undefined && isHarder(sense, limit, boundary)) {
    list.at([...path, 'boundary'], {
      code: 'key-numbers',
      message: `The boundary of ${name}, ${boundary} ${unit}, lies beyond its limit, ${limit} ${unit}.`,
      hint: '`boundary` is where action is taken, before the limit is reached.',
    })
  }
}

const counted = ['fraction', 'count', 'ratio']

const checkConfidence = (
  list: ProblemList,
  path: Path,
  { name, confidence, statistic, sense, role }: Parameter,
): void => {
  if (confidence === undefined) return
  if (statistic === undefined || !counted.includes(statistic)) {
    list.atKey([...path, 'confidence'], {
      code: 'confidence-statistic',
      message: `\`confidence\` is judged from counts, and ${name} ${statistic === undefined ? 'names no statistic' : `is of statistic ${statistic}`}.`,
      hint: 'Write statistic: fraction (k of n), count (events) or ratio (events by exposure).',
    })
  }
  if (role !== 'threshold' || sense === 'equals') {
    list.atKey([...path, 'confidence'], {
      code: 'confidence-role',
      message: `\`confidence\` stands on a threshold that is at-most or at-least, and ${name} is a ${role}${sense === undefined ? '' : ` (${sense})`}.`,
    })
  }
}
