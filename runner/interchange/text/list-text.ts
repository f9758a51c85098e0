/** Items of a list in one cell: with commas between, or as JSON where an item would be split by them. */
export const listText = (items: readonly string[]): string =>
  items.some((item) => item !== item.trim() || item === '' || /[,;\r\n]|^\[/.test(item))
    ? JSON.stringify(items)
    : items.join(', ')
