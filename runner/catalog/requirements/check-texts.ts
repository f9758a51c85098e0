import type { FileInRoot } from '#catalog/file-in-root.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import { type TextDefect, textDefects } from './text-defects.ts'

/** Warns of texts of a file that were encoded twice, or that hold what a reader cannot see. */
export const checkTexts = ({ list, data }: FileInRoot): void => {
  for (const { path, text } of textsIn(data, [])) {
    for (const defect of textDefects(text)) {
      list.inside(path, defect, { severity: 'warning', ...findingOf(defect) })
    }
  }
}

function* textsIn(
  data: unknown,
  path: Path,
): Generator<{ readonly path: Path; readonly text: string }> {
  if (typeof data === 'string') yield { path, text: data }
  else if (Array.isArray(data)) {
    for (const [index, item] of data.entries()) yield* textsIn(item, [...path, index])
  } else if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) yield* textsIn(value, [...path, key])
  }
}

type Described = Pick<Parameters<ProblemList['at']>[1], 'code' | 'message' | 'hint'>

const findingOf = ({ code, found, mend }: TextDefect): Described => {
  switch (code) {
    case 'double-encoded':
      return { code, message: `"${found}" was encoded twice.`, hint: `Write "${mend}".` }
    case 'hidden-character':
      return {
        code,
        message: `A character that a reader cannot see (${found}) stands here.`,
        hint: 'Remove it.',
      }
    case 'lost-character':
      return { code, message: 'A character was lost here.', hint: 'Look it up in the document.' }
    default:
      return code satisfies never
  }
}
