const signatures: readonly (readonly [ending: string, bytes: readonly number[], offset: number])[] =
  [
    ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 0],
    ['jpg', [0xff, 0xd8, 0xff], 0],
    ['gif', [0x47, 0x49, 0x46, 0x38], 0],
    ['webp', [0x57, 0x45, 0x42, 0x50], 8],
  ]

/** Which kind of picture the bytes are; undefined for anything else. A name proves nothing. */
export const imageTypeOf = (start: Uint8Array): { readonly ending: string } | undefined => {
  const found = signatures.find(([, bytes, offset]) =>
    bytes.every((byte, index) => start[offset + index] === byte),
  )
  return found && { ending: found[0] }
}

/** True for a text that is a drawing. */
export const isSvg = (text: string): boolean =>
  /^\s*(<\?xml[^>]{0,200}>\s*)?(<!--[\s\S]{0,2000}?-->\s*)?(<!DOCTYPE svg[^>]{0,400}>\s*)?<svg[\s>]/i.test(
    text.slice(0, 4000),
  )
