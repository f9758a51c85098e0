import type { SoftwareVersion } from '#domain/execution-graph.ts'
import type { Journal } from './journal.ts'

/** Which software answered in a run. */
export interface SoftwareLog {
  report(software: readonly SoftwareVersion[]): void
}

/** Makes the log; each change is one event that holds all products known so far, in the order of their names. */
export const createSoftwareLog = (
  journal: Journal,
  known: readonly SoftwareVersion[],
): SoftwareLog => {
  const products = new Map(known.map((each) => [keyOf(each), each]))
  return {
    report: (software) => {
      const added = software.filter((each) => products.get(keyOf(each))?.modified !== each.modified)
      if (added.length === 0) return
      for (const each of added) products.set(keyOf(each), each)
      const all = [...products].sort(([one], [other]) => (one < other ? -1 : 1))
      journal.add({ kind: 'software-read', software: all.map(([, each]) => each) })
    },
  }
}

const keyOf = ({ product, version }: SoftwareVersion): string => `${product} ${version}`
