import { HarnessError } from '#domain/harness-error.ts'
import { quoted } from '#interchange/findings.ts'
import type { ReadingContext } from '#interchange/records/row.ts'
import type { RequirementSet } from '#interchange/requirement-set.ts'
import { isOwnForm, readOwnForm } from './own-form.ts'
import { readPlainLists } from './plain-lists.ts'

/** Reads JSON: our own form, or plain lists. Throws `bad-input` when the text is no JSON or holds no list. */
export const readJson = (text: string, file: string, context: ReadingContext): RequirementSet => {
  const data = parse(text, file)
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new HarnessError('bad-input', `${file} holds ${quoted(data)} instead of lists`, {
      hint: 'Expected is a map with `requirements`, `rows` or `elements`.',
    })
  }
  const map = { ...data }
  if (isOwnForm(map)) return readOwnForm(map, file, context)
  const lists = ['requirements', 'rows', 'elements'].filter((name) => Object.hasOwn(map, name))
  if (lists.length === 0) {
    throw new HarnessError('bad-input', `${file} has none of: requirements, rows, elements`, {
      hint: `It has: ${
        Object.keys(map)
          .slice(0, 10)
          .map((name) => quoted(name))
          .join(', ') || 'nothing'
      }.`,
    })
  }
  return readPlainLists(map, { file, context })
}

const parse = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1]
    const line = at === undefined ? undefined : text.slice(0, Number(at)).split('\n').length
    throw new HarnessError(
      'bad-input',
      `${file}${line === undefined ? '' : `:${line}`} is no JSON`,
      {
        hint: 'Is the file whole? `node -e "JSON.parse(…)"` shows where it breaks.',
        cause: error,
      },
    )
  }
}
