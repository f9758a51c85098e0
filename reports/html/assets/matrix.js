// The matrix: filters rows as one types, keeps only the rows in sight in the page, holds the filters in its address.

/** Rows beyond both edges of what is in sight. */
const beyond = 8
const narrow = matchMedia('(max-width: 46rem)')

/**
 * Rows of one height, of which only those in sight are in the page.
 * @param {HTMLElement} place
 * @param {(index: number) => HTMLElement} nodeAt
 */
const rowWindow = (place, nodeAt) => {
  const { make } = matrixRow
  const head = make('div', { class: 'head', role: 'rowgroup' })
  const inside = make('div', { class: 'window', role: 'rowgroup' })
  const table = make(
    'div',
    { role: 'table', 'aria-label': 'Requirement, element, case and result', 'aria-colcount': 7 },
    head,
    inside,
  )
  const body = make(
    'div',
    { class: 'body', tabindex: 0, role: 'region', 'aria-label': 'Rows of the matrix' },
    table,
  )
  place.append(body)
  /** @type {Map<number, HTMLElement>} */
  const nodes = new Map()
  let count = 0
  // As the style sheet has it.
  const height = () => (narrow.matches ? 128 : 52)

  /** @param {number} index */
  const insert = (index) => {
    const node = nodeAt(index)
    node.setAttribute('aria-rowindex', String(index + 2))
    node.style.top = `${index * height()}px`
    // In the order of the rows: so the keyboard and a reader meet them.
    const after = [...nodes.keys()].filter((key) => key > index)
    inside.insertBefore(node, nodes.get(Math.min(...after)) ?? null)
    nodes.set(index, node)
  }

  const draw = () => {
    const first = Math.max(0, Math.floor(body.scrollTop / height()) - beyond)
    const last = Math.min(
      count,
      Math.ceil((body.scrollTop + body.clientHeight) / height()) + beyond,
    )
    for (const [index, node] of nodes) {
      if (index >= first && index < last) continue
      node.remove()
      nodes.delete(index)
    }
    for (let index = first; index < last; index += 1) if (!nodes.has(index)) insert(index)
  }

  const redraw = () => {
    for (const node of nodes.values()) node.remove()
    nodes.clear()
    inside.style.height = `${count * height()}px`
    draw()
  }

  /** @param {number} index */
  const focus = (index) => {
    if (index < 0 || index >= count) return
    const top = index * height()
    if (top < body.scrollTop) body.scrollTop = top
    const room = body.clientHeight - 2 * height()
    if (top > body.scrollTop + room) body.scrollTop = top - room
    draw()
    nodes.get(index)?.querySelector('a')?.focus()
  }

  body.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true })
  addEventListener('resize', redraw)
  body.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const row = document.activeElement?.closest('.window [role="row"]')
    if (step === undefined || !row) return
    event.preventDefault()
    focus(Number(row.getAttribute('aria-rowindex')) - 2 + step)
  })

  /**
   * @param {number} rows
   * @param {'requirement' | 'case'} direction
   * @param {string} order
   */
  const show = (rows, direction, order) => {
    count = rows
    table.setAttribute('aria-rowcount', String(rows + 1))
    const pressed = document.activeElement
    const name = pressed instanceof HTMLElement && head.contains(pressed) && pressed.dataset.order
    head.replaceChildren(matrixRow.headOf(direction, order))
    for (const button of head.querySelectorAll('button')) {
      if (button.dataset.order === name) button.focus()
    }
    body.scrollTop = 0
    redraw()
  }
  return { show }
}

/**
 * Fills the form from the address: what stands behind `#`, else what a search on another page sent.
 * @param {HTMLFormElement} form
 */
const recall = (form) => {
  form.reset()
  for (const [name, value] of new URLSearchParams(location.hash.slice(1) || location.search)) {
    const field = form.elements.namedItem(name)
    const holds =
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement ||
      field instanceof RadioNodeList
    if (holds) field.value = value
  }
}

/** @param {HTMLFormElement} form */
const remember = (form) => {
  const values = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (value !== '' && `${name}=${value}` !== 'by=requirement') values.set(name, String(value))
  }
  const hash = values.size === 0 ? '' : `#${values}`
  history.replaceState(null, '', `${location.pathname}${hash}`)
}

/**
 * Called by matrix-data.js.
 * @param {MatrixData} data
 */
const lvvMatrix = (data) => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById('filters'))
  const status = /** @type {HTMLElement} */ (document.getElementById('count'))
  const place = /** @type {HTMLElement} */ (document.getElementById('matrix'))
  const rows = matrixModel.rowsOf(data)
  const sorted = matrixModel.sorterOf(data, rows)
  /** @type {MatrixRow[]} */
  let shown = []
  /** @type {'requirement' | 'case'} */
  let direction = 'requirement'
  const view = rowWindow(place, (index) =>
    matrixRow.rowOf(data, /** @type {MatrixRow} */ (shown[index]), direction),
  )

  const apply = () => {
    const values = new FormData(form)
    direction = values.get('by') === 'case' ? 'case' : 'requirement'
    const order = String(values.get('order') ?? '')
    shown = sorted(order, direction).filter(matrixModel.filterOf(data, values))
    view.show(shown.length, direction, order)
    const none = shown.length === 0 ? '. Nothing fits these filters.' : ''
    status.textContent = `${shown.length} of ${rows.length} rows${none}`
  }

  let later = 0
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('input', () => {
    apply()
    // Browsers refuse an address that changes with every key.
    clearTimeout(later)
    later = setTimeout(() => remember(form), 250)
  })
  place.addEventListener('click', ({ target }) => {
    const order = target instanceof HTMLElement ? target.dataset.order : undefined
    const field = form.elements.namedItem('order')
    if (order === undefined || !(field instanceof HTMLSelectElement)) return
    // A second press gives the first order back.
    field.value = field.value === order ? '' : order
    apply()
    remember(form)
  })
  document.getElementById('clear')?.addEventListener('click', () => {
    form.reset()
    apply()
    remember(form)
  })
  addEventListener('hashchange', () => {
    recall(form)
    apply()
  })
  recall(form)
  apply()
}

// Its script comes after this one and calls it by name.
Object.assign(globalThis, { lvvMatrix })
