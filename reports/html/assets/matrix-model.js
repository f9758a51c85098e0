// Rows of the matrix, and which of them fit what was chosen. Knows nothing of the page.

/**
 * What matrix-data.js hands over: lists of words, and rows that point into them.
 * @typedef {{ today: string, release: string, coverages: string[][], verdicts: string[][], flags: string[],
 *   requirements: [key: string, title: string, document: string, priority: string, coverage: number, rehearsal: number, flags: number, path: string][],
 *   elements: [key: string, title: string, coverage: number, rehearsal: number, flags: number, anchor: string][],
 *   cases: [key: string, title: string, area: string, stub: number, path: string, tags: string][],
 *   texts: string[], rows: (number | string)[][] }} MatrixData
 * @typedef {{ requirement: number, element: number, case: number, cell: string, verdict: number, result: string,
 *   day: string, release: string, environment: string, rehearsed: number, rehearsal: string, rehearsalDay: string,
 *   flags: number, text: string }} MatrixRow
 * @typedef {(row: MatrixRow) => boolean} Keep
 */

// biome-ignore lint/correctness/noUnusedVariables: the scripts after this one use it
const matrixModel = (() => {
  /**
   * @param {MatrixData} data
   * @returns {MatrixRow[]}
   */
  const rowsOf = (data) =>
    data.rows.map((values) => {
      const at = (/** @type {number} */ index) => Number(values[index] ?? -1)
      const text = (/** @type {number} */ index) => data.texts[at(index)] ?? ''
      const requirement = data.requirements[at(0)]
      const element = data.elements[at(1)]
      const testCase = data.cases[at(2)]
      return {
        requirement: at(0),
        element: at(1),
        case: at(2),
        cell: text(3),
        verdict: at(4),
        result: String(values[5] ?? ''),
        day: text(6),
        release: text(7),
        environment: text(8),
        rehearsed: at(9),
        rehearsal: String(values[10] ?? ''),
        rehearsalDay: text(11),
        flags: Number(values[12] ?? 0) | (requirement?.[6] ?? 0) | (element?.[4] ?? 0),
        text: [
          ...(requirement?.slice(0, 2) ?? []),
          ...(element?.slice(0, 2) ?? []),
          ...(testCase?.slice(0, 2) ?? []),
          testCase?.[5],
          text(3),
          text(8),
        ]
          .join('\n')
          .toLowerCase(),
      }
    })

  const order = new Intl.Collator('en', { numeric: true })

  /**
   * Rows by their case, as people count; those without one last.
   * @param {MatrixData} data
   * @param {MatrixRow[]} rows
   */
  const byCase = (data, rows) => {
    const keys = data.cases.map(([key], index) => ({ key, index }))
    keys.sort((a, b) => order.compare(a.key, b.key))
    /** @type {number[]} */
    const place = []
    for (const [rank, { index }] of keys.entries()) place[index] = rank
    const rankOf = (/** @type {MatrixRow} */ row) => place[row.case] ?? Number.MAX_SAFE_INTEGER
    return [...rows].sort((a, b) => rankOf(a) - rankOf(b))
  }

  /**
   * @param {string} wanted
   * @param {string | undefined} found
   */
  const fits = (wanted, found) => (wanted === 'none' ? !found : found === wanted)

  // The first two coverages are those of which something passed.
  const passed = (/** @type {number} */ coverage) => coverage === 0 || coverage === 1

  /**
   * One test for each field that something was chosen in.
   * @param {MatrixData} data
   * @returns {{ [field: string]: (value: string) => Keep }}
   */
  const tests = (data) => {
    // What is out of scope counts for no coverage.
    const descoped = 1 << data.flags.indexOf('descoped')
    const live = (/** @type {MatrixRow} */ { requirement }) => {
      const found = data.requirements[requirement]
      return found && (found[6] & descoped) === 0 ? found : undefined
    }
    return {
      q: (value) => {
        const words = value.toLowerCase().split(/\s+/).filter(Boolean)
        return ({ text }) => words.every((word) => text.includes(word))
      },
      coverage: (value) => {
        if (value === 'rehearsed') {
          return (row) => {
            const found = live(row)
            return found !== undefined && !passed(found[4]) && passed(found[5])
          }
        }
        const wanted = data.coverages.findIndex(([name]) => name === value)
        return (row) => live(row)?.[4] === wanted
      },
      verdict: (value) => {
        const wanted = data.verdicts.findIndex(([name]) => name === value)
        return ({ verdict }) => verdict === wanted
      },
      flag: (value) => {
        const bit = 1 << data.flags.indexOf(value)
        return ({ flags }) => (flags & bit) !== 0
      },
      document: (value) => (row) => fits(value, data.requirements[row.requirement]?.[2]),
      priority: (value) => (row) => fits(value, data.requirements[row.requirement]?.[3]),
      area: (value) => (row) => fits(value, data.cases[row.case]?.[2]),
    }
  }

  /**
   * Says of a row whether it fits everything that was chosen.
   * @param {MatrixData} data
   * @param {Iterable<[string, FormDataEntryValue]>} values
   * @returns {Keep}
   */
  const filterOf = (data, values) => {
    const known = tests(data)
    const chosen = [...values].flatMap(([name, value]) => {
      const test = known[name]
      return test === undefined || value === '' ? [] : [test(String(value))]
    })
    return (row) => chosen.every((keep) => keep(row))
  }

  return { rowsOf, byCase, filterOf }
})()
