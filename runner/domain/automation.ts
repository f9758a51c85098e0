import type { TestCase } from './test-case.ts'

/** How the rows of a case are done; `none`: it is a stub. */
export type Automation = 'automated' | 'manual' | 'mixed' | 'none'

/** True for a case or precursor without a script: it is known and counted, and cannot be executed yet. */
export const isStub = ({ script }: Pick<TestCase, 'script'>): boolean => script.length === 0

/** How the rows of a case are done: by code, by people, or by both. */
export const automationOf = ({
  script,
  aggregate,
}: Pick<TestCase, 'script' | 'aggregate'>): Automation => {
  if (isStub({ script })) return 'none'
  const rows = [...script, ...aggregate]
  const byPeople = rows.filter(({ kind }) => kind === 'manual' || kind === 'report').length
  if (byPeople === 0) return 'automated'
  return byPeople === rows.length ? 'manual' : 'mixed'
}
