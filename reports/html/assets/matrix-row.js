// How one row of the matrix looks. Texts are set as texts: nothing of the data is ever read as markup.

// biome-ignore lint/correctness/noUnusedVariables: the scripts after this one use it
const matrixRow = (() => {
  const ring = ['circle', { cx: 8, cy: 8, r: 6 }]
  const tick = ['path', { d: 'M4.6 8.3 7 10.7l4.4-5.2' }]
  const cross = [
    ['rect', { class: 's', x: 1.5, y: 1.5, width: 13, height: 13, rx: 2 }],
    ['path', { class: 'k', d: 'm5.2 5.2 5.6 5.6m0-5.6-5.6 5.6' }],
  ]
  /** @type {{ [name: string]: (string | { [attribute: string]: string | number })[][] }} */
  const shapes = {
    'fully-verified': [
      ['circle', { class: 's', cx: 8, cy: 8, r: 7 }],
      ['path', { class: 'k', d: 'M4.6 8.3 7 10.7l4.4-5.2' }],
    ],
    'partially-verified': [ring, ['path', { class: 's', d: 'M8 2a6 6 0 0 1 0 12z' }]],
    'with-failures': cross,
    'not-verified': [ring],
    'not-covered': [['circle', { cx: 8, cy: 8, r: 6, 'stroke-dasharray': '2.4 2.4' }]],
    pass: [ring, tick],
    'pass-with-deviation': [ring, ['path', { d: 'M4.8 9.2c1-2 2.2-2 3.2-1s2.2 1 3.2-1' }]],
    fail: cross,
    blocked: [
      ['path', { d: 'M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4z' }],
      ['path', { d: 'M5 8h6' }],
    ],
    'not-executed': [['path', { d: 'M3.5 8h9' }]],
    'in-progress': [ring, ['path', { d: 'M8 4.6V8l2.4 1.6' }]],
  }

  /**
   * @param {Element} node
   * @param {{ [attribute: string]: string | number }} attributes
   * @param {(Node | string)[]} children
   */
  const filled = (node, attributes, children) => {
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value))
    node.append(...children)
    return node
  }

  /**
   * @param {string} name
   * @param {{ [attribute: string]: string | number }} [attributes]
   * @param {...(Node | string)} children
   */
  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name)
    filled(node, attributes, children)
    return node
  }

  /**
   * @param {string} name
   * @param {{ [attribute: string]: string | number }} attributes
   * @param {...Node} children
   */
  const draw = (name, attributes, ...children) =>
    filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children)

  /** @param {string} name */
  const icon = (name) =>
    draw(
      'svg',
      { class: 'i', viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' },
      ...(shapes[name] ?? []).map(([kind, attributes]) =>
        draw(String(kind), typeof attributes === 'object' ? attributes : {}),
      ),
    )

  /**
   * @param {string} kind
   * @param {string} name
   * @param {string} word
   * @param {string} href
   */
  const chip = (kind, name, word, href) => {
    const mark = make('span', { class: `chip ${kind}` }, icon(name), word)
    return href === '' ? mark : make('a', { class: 'to', href }, mark)
  }

  /**
   * @param {string} day
   * @param {string} today
   */
  const ago = (day, today) => {
    const days = Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000)
    if (Number.isNaN(days)) return ''
    if (days <= 0) return 'today'
    if (days < 60) return `${days} d ago`
    return days < 730 ? `${Math.round(days / 30.44)} mo ago` : `${Math.round(days / 365.25)} y ago`
  }

  /** @param {...(Node | string)} children */
  const cell = (...children) => make('span', { role: 'cell' }, ...children)

  /** @param {string} text */
  const nothing = (text) => make('span', { class: 'none' }, text)

  /** @param {string} text */
  const below = (text) => make('span', { class: 'title', title: text }, text)

  /**
   * @param {string} key
   * @param {string} href
   * @param {string} more
   * @param {string} title
   */
  const named = (key, href, more, title) =>
    cell(make('a', { href }, key), more === '' ? '' : ` ${more}`, below(title))

  /**
   * @param {MatrixData} data
   * @param {MatrixRow} row
   */
  const keyCells = (data, row) => {
    const requirement = data.requirements[row.requirement]
    const element = data.elements[row.element]
    const testCase = data.cases[row.case]
    const path = requirement?.[7] ?? ''
    return {
      requirement: requirement
        ? named(requirement[0], path, requirement[3], requirement[1])
        : cell(nothing('verifies nothing')),
      element: element
        ? named(element[0], `${path}#${element[5]}`, '', element[1])
        : cell(nothing('no element')),
      case: testCase
        ? named(testCase[0], testCase[4], caseNote(testCase[3], row.cell), testCase[1])
        : cell(nothing(row.verdict >= 0 ? 'recorded elsewhere' : 'no case')),
    }
  }

  /**
   * @param {number} stub
   * @param {string} place
   */
  const caseNote = (stub, place) => [stub ? 'stub' : '', place].filter(Boolean).join(', ')

  /**
   * @param {MatrixData} data
   * @param {MatrixRow} row
   */
  const coverageCell = (data, row) => {
    const requirement = data.requirements[row.requirement]
    const element = data.elements[row.element]
    if (!requirement) return cell()
    const below = data.coverages[requirement[8]]
    if (!element && below) {
      const words = `Below: ${(below[1] ?? '').toLowerCase()}`
      return cell(chip(`below c-${below[0]}`, below[0] ?? '', words, `${requirement[7]}#flow`))
    }
    const [name = '', word = ''] = data.coverages[(element?.[2] ?? requirement[4]) || 0] ?? []
    return cell(chip(`c-${name}`, name, word, `${requirement[7]}#${element?.[5] ?? 'elements'}`))
  }

  /**
   * @param {MatrixData} data
   * @param {MatrixRow} row
   */
  const countsCell = (data, row) => {
    const verdict = data.verdicts[row.verdict]
    if (!verdict) return cell(nothing('nothing counts'))
    const [name = '', word = ''] = verdict
    const rests = [row.release, row.environment, ago(row.day, data.today)].filter(Boolean)
    return cell(chip(`v-${name}`, name, word, row.result), below(rests.join(' · ')))
  }

  /**
   * @param {MatrixData} data
   * @param {MatrixRow} row
   */
  const rehearsedCell = (data, row) => {
    const verdict = data.verdicts[row.rehearsed]
    if (!verdict) return cell()
    const [name = '', word = ''] = verdict
    return cell(
      chip('rehearsal', name, `Rehearsal: ${word.toLowerCase()}`, row.rehearsal),
      below(ago(row.rehearsalDay, data.today)),
    )
  }

  /** @type {{ requirement: ('requirement' | 'element' | 'case')[], case: ('requirement' | 'element' | 'case')[] }} */
  const orders = {
    requirement: ['requirement', 'element', 'case'],
    case: ['case', 'requirement', 'element'],
  }

  /**
   * @param {MatrixData} data
   * @param {MatrixRow} row
   * @param {'requirement' | 'case'} direction
   */
  const rowOf = (data, row, direction) => {
    const keys = keyCells(data, row)
    const flags = data.flags.filter((_, index) => (row.flags & (1 << index)) !== 0).join(', ')
    return make(
      'div',
      { role: 'row' },
      ...orders[direction].map((name) => keys[name]),
      coverageCell(data, row),
      countsCell(data, row),
      rehearsedCell(data, row),
      cell(make('span', { class: 'title two', title: flags }, flags)),
    )
  }

  /** @type {{ [order: string]: string }} */
  const words = {
    requirement: 'Requirement',
    element: 'Element',
    case: 'Case',
    coverage: 'Coverage',
    verdict: 'Counts',
    rehearsed: 'Rehearsed',
    flags: 'Flags',
  }

  /**
   * Headings that put the rows in their order.
   * @param {'requirement' | 'case'} direction
   * @param {string} order
   */
  const headOf = (direction, order) =>
    make(
      'div',
      { role: 'row', 'aria-rowindex': 1 },
      ...[...orders[direction], 'coverage', 'verdict', 'rehearsed', 'flags'].map((name) =>
        make(
          'span',
          { role: 'columnheader', 'aria-sort': name === order ? 'ascending' : 'none' },
          make('button', { type: 'button', 'data-order': name }, words[name] ?? ''),
        ),
      ),
    )

  return { make, rowOf, headOf }
})()
