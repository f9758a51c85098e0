import type { Problem } from '#domain/problem.ts'

/** By file, line and column; doubles are left out. */
export const sortProblems = (problems: readonly Problem[]): readonly Problem[] => {
  const seen = new Set<string>()
  return problems
    .filter(({ file, line, column, code, message }) => {
      const text = JSON.stringify([file, line, column, code, message])
      if (seen.has(text)) return false
      seen.add(text)
      return true
    })
    .sort((a, b) =>
      a.file !== b.file ? (a.file < b.file ? -1 : 1) : a.line - b.line || a.column - b.column,
    )
}
