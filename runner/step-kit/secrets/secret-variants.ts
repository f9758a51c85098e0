/**
 * Texts by which a secret may show up: raw, in JSON (also with `\u` escapes and `\/`, and in JSON inside JSON),
 * percent-encoded (strict, lax, as a form; both cases), HTML-escaped, hex (both cases), and inside base64 or base64url
 * of a longer text, which gives three alignments.
 */
export const secretVariants = (secret: string): readonly string[] => {
  const json = jsonEscaped(secret)
  const ascii = asciiOnly(json)
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const variants = [
    secret,
    json,
    ascii,
    ascii.replaceAll(/\\u[0-9a-f]{4}/g, (unit) => `\\u${unit.slice(2).toUpperCase()}`),
    json.replaceAll('/', '\\/'),
    ascii.replaceAll('/', '\\/'),
    // JSON inside a string of JSON: what a service says of a body that it was sent.
    jsonEscaped(json),
    jsonEscaped(ascii),
    htmlEscaped(secret),
    hex,
    hex.toUpperCase(),
    ...percentVariants(bytes),
    ...base64Variants(bytes),
  ]
  return [...new Set(variants)]
}

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1)

const asciiOnly = (text: string): string =>
  text.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: everything outside printable ASCII is meant
    /[^\u0000-\u007e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const htmlEntities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const htmlEscaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => htmlEntities[character] ?? character)

/** Which bytes encoders leave as they are differs: strict (RFC 3986), JavaScript's two functions, Python's `quote`. */
const unescaped = [
  /[A-Za-z0-9\-_.~]/,
  /[A-Za-z0-9\-_.!~*'()]/,
  /[A-Za-z0-9\-_.!~*'();/?:@&=+$,#]/,
  /[A-Za-z0-9\-_.~/]/,
  /[A-Za-z0-9\-_.*]/,
]

const percentVariants = (bytes: Buffer): readonly string[] => {
  const upper = unescaped.map((kept) => percentEncoded(bytes, kept))
  const cases = [...upper, ...upper.map(lowerEscapes)]
  return [...cases, ...cases.map((text) => text.replaceAll('%20', '+'))]
}

const percentEncoded = (bytes: Buffer, kept: RegExp): string =>
  Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte)
    if (byte < 0x80 && kept.test(character)) return character
    return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')

const lowerEscapes = (text: string): string =>
  text.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())

/** For each alignment the digits that only the secret decides; its first and last bits may share a digit with others. */
const base64Variants = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].flatMap((before) => {
    const length = before + bytes.length
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const first = Math.ceil((before * 8) / 6)
    const digits = text.slice(first, Math.floor((length * 8) / 6))
    return [digits, digits.replaceAll('+', '-').replaceAll('/', '_')]
  })
