// Rows of the matrix, and which of them fit what was chosen. Knows nothing of the page.

/**
 * What matrix-data.js hands over: lists of words, and rows that point into them.
 * @typedef {{ today: string, release: string, coverages: string[][], verdicts: string[][], flags: string[],
 *   requirements: [key: string, title: string, document: string, priority: string, coverage: number, rehearsal: number, flags: number, path: string, below: number, belowRehearsal: number][],
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

  const collator = new Intl.Collator('en', { numeric: true })

  /**
   * Places of keys, as people count; what has no key comes last.
   * @param {readonly (readonly [string, ...unknown[]])[]} items
   */
  const placesOf = (items) => {
    const keys = items.map(([key], index) => ({ key, index }))
    keys.sort((a, b) => collator.compare(a.key, b.key))
    /** @type {number[]} */
    const place = []
    for (const [rank, { index }] of keys.entries()) place[index] = rank
    return (/** @type {number} */ index) => place[index] ?? Number.MAX_SAFE_INTEGER
  }

  // What a review looks for first: failures, then what no longer holds, then what could not be judged.
  const worse = ['outdated', 'rejected', 'unstable', 'rerun unexplained', 'suspect']
  const open = ['blocked', 'manual pending', 'conditions', 'stage', 'cells']

  /**
   * A number of each row, the smaller the earlier.
   * @param {MatrixData} data
   * @returns {{ [order: string]: (row: MatrixRow) => number }}
   */
  const ranksOf = (data) => {
    const bits = (/** @type {string[]} */ words) =>
      words.reduce((sum, word) => {
        const index = data.flags.indexOf(word)
        return index < 0 ? sum : sum | (1 << index)
      }, 0)
    const [failing, worseBits, openBits] = [
      data.verdicts.findIndex(([name]) => name === 'fail'),
      bits(worse),
      bits(open),
    ]
    const failed = data.coverages.findIndex(([name]) => name === 'with-failures')
    const [requirement, element, testCase] = [
      placesOf(data.requirements),
      placesOf(data.elements),
      placesOf(data.cases),
    ]
    const last = (/** @type {number} */ index) => (index < 0 ? Number.MAX_SAFE_INTEGER : index)
    const coverage = (/** @type {MatrixRow} */ row) =>
      data.elements[row.element]?.[2] ?? data.requirements[row.requirement]?.[4] ?? -1
    // Worst first, as coverages are named from the best.
    const worst = [failed, 1, 3, 4, 0]
    const time = (/** @type {MatrixRow} */ { day, rehearsalDay }) =>
      Date.parse(day === '' ? rehearsalDay : day)
    return {
      '': (row) => {
        if (row.verdict === failing) return 0
        if (coverage(row) === failed) return 1
        if (row.flags & worseBits) return 2
        return row.flags & openBits ? 3 : 4
      },
      requirement: (row) => requirement(row.requirement),
      element: (row) => element(row.element),
      case: (row) => testCase(row.case),
      coverage: (row) => last(worst.indexOf(coverage(row))),
      verdict: (row) => last(row.verdict),
      rehearsed: (row) => last(row.rehearsed),
      flags: (row) => -row.flags.toString(2).replaceAll('0', '').length,
      newest: (row) => -time(row),
      oldest: time,
    }
  }

  /**
   * Rows in an order, and where it does not tell them apart by requirement or case.
   * @param {MatrixData} data
   * @param {MatrixRow[]} rows
   * @returns {(order: string, direction: 'requirement' | 'case') => MatrixRow[]}
   */
  const sorterOf = (data, rows) => {
    const ranks = ranksOf(data)
    // What has no number, as a day where nothing was found, comes last.
    const rankOf = (/** @type {string} */ key, /** @type {MatrixRow} */ row) => {
      const rank = ranks[key]?.(row) ?? 0
      return Number.isNaN(rank) ? Number.MAX_SAFE_INTEGER : rank
    }
    /** @type {Map<string, MatrixRow[]>} */
    const known = new Map()
    return (order, direction) => {
      const name = `${order} ${direction}`
      const found = known.get(name)
      if (found) return found
      const names = [order, direction, 'requirement', 'element', 'case']
      const keyed = rows.map((row) => ({ row, keys: names.map((key) => rankOf(key, row)) }))
      keyed.sort((a, b) => {
        const at = a.keys.findIndex((key, index) => key !== b.keys[index])
        return (a.keys[at] ?? 0) - (b.keys[at] ?? 0)
      })
      const sorted = keyed.map(({ row }) => row)
      known.set(name, sorted)
      return sorted
    }
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
    const failed = data.coverages.findIndex(([name]) => name === 'with-failures')
    const isRehearsed = (/** @type {number} */ coverage, /** @type {number} */ rehearsal) =>
      !passed(coverage) && coverage !== failed && passed(rehearsal)
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
            return found !== undefined && isRehearsed(found[4], found[5])
          }
        }
        const wanted = data.coverages.findIndex(([name]) => name === value)
        return (row) => live(row)?.[4] === wanted
      },
      below: (value) => {
        const wanted = data.coverages.findIndex(([name]) => name === value)
        return ({ requirement }) => {
          const found = data.requirements[requirement]
          if (!found) return false
          if (value !== 'rehearsed') return found[8] === wanted
          return isRehearsed(found[8], found[9])
        }
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

  return { rowsOf, sorterOf, filterOf }
})()
