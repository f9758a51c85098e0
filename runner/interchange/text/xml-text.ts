/** Characters that XML 1.0 cannot hold, and texts that look like what stands for them. */
const impossible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}|_(?=x[0-9A-Fa-f]{4}_)/gu

/** The text with `_x0001_` for what XML cannot hold, as spreadsheets write it. */
export const xmlPossible = (text: string): string =>
  text.replace(
    impossible,
    (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  )

/** The text as it was before `xmlPossible`. */
export const xmlOriginal = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
