import type { VerificationFinding } from '#ledger/ledger.ts'

/** Findings of one kind are counted, not listed, beyond this number. */
const listed = 100

/** What a verification found so far. A finding without a run concerns the whole ledger. */
export interface Findings {
  add(kind: VerificationFinding['kind'], message: string, run?: number): void
  list(): readonly VerificationFinding[]
}

/** Collects findings; with `only`, leaves out those that concern other runs. */
export const createFindings = (only?: number): Findings => {
  const counts = new Map<VerificationFinding['kind'], number>()
  const found: VerificationFinding[] = []
  return {
    add: (kind, message, run) => {
      if (only !== undefined && run !== undefined && run !== only) return
      const count = (counts.get(kind) ?? 0) + 1
      counts.set(kind, count)
      if (count <= listed) found.push({ kind, message })
    },
    list: () => [
      ...found,
      ...[...counts]
        .filter(([, count]) => count > listed)
        .map(([kind, count]) => ({ kind, message: `and ${count - listed} more of this kind` })),
    ],
  }
}
