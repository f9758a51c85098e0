/** Beginnings that a spreadsheet takes for a formula; an apostrophe in front makes it text. */
const formula = /^'*[=+\-@\t\r\n]/
const guarded = /^'+[=+\-@\t\r\n]/

/** The text so that no spreadsheet runs it. */
export const guardedText = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** The text as it was before `guardedText`. */
export const unguardedText = (text: string): string => (guarded.test(text) ? text.slice(1) : text)
