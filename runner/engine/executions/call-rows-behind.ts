import type { Row } from '#domain/test-case.ts'

/** Call rows whose outputs a row rests on, directly or through rows between. */
export const callRowsBehind = (rows: readonly Row[], row: Row): readonly string[] => {
  if (row.reads.length === 0) return []
  const byId = new Map(rows.map((each) => [each.id, each]))
  const seen = new Set<string>()
  const visit = (each: Row): void => {
    for (const id of each.reads) {
      if (seen.has(id)) continue
      seen.add(id)
      const read = byId.get(id)
      if (read) visit(read)
    }
  }
  visit(row)
  return [...seen].filter((id) => byId.get(id)?.kind === 'call')
}
