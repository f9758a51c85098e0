/** Characters that windows-1252 has and Latin-1 has not, from byte 0x80 on. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** A first byte of UTF-8 and one that follows, both read as one-byte characters. */
const suspicious = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/

const byteOf = (character: string): number | undefined => {
  const high = windows1252.indexOf(character)
  const code = character.codePointAt(0) ?? 0
  return high >= 0 ? 0x80 + high : code < 0x100 ? code : undefined
}

const runs = /[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]+/g

const mendRun = (run: string): string => {
  if (!suspicious.test(run)) return run
  const bytes = Array.from(run, byteOf)
  if (bytes.some((byte) => byte === undefined)) return run
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes as number[]))
  } catch {
    // Not UTF-8 after all: the text is what it looks like.
    return run
  }
}

/** The text as it was before UTF-8 was read as windows-1252, perhaps twice; undefined when it never was. */
export const mendDoubleEncoding = (text: string): string | undefined => {
  let mended = text
  for (let round = 0; round < 3 && suspicious.test(mended); round++) {
    const next = mended.replace(runs, mendRun)
    if (next === mended) break
    mended = next
  }
  return mended === text ? undefined : mended
}
