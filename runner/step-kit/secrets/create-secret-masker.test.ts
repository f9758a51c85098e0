import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSecretMasker } from './create-secret-masker.ts'
import { secretVariants } from './secret-variants.ts'

const secretText = fc.oneof(
  fc.string({ minLength: 4, maxLength: 40 }),
  fc.string({ minLength: 4, maxLength: 40, unit: 'grapheme' }),
  fc.string({ minLength: 4, maxLength: 12, unit: fc.constantFrom('a', 'b', '*', '/', '%', ' ') }),
)

/** Ordinary text in which variants of the secrets and their beginnings stand. */
const textAround = (secrets: readonly string[]) => {
  const variants = secrets.flatMap(secretVariants)
  const part = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(...variants),
    fc
      .constantFrom(...variants)
      .chain((variant) => fc.nat(variant.length).map((length) => variant.slice(0, length))),
  )
  return fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''))
}

const chunked = (text: string, cuts: readonly number[]): readonly string[] => {
  const places = [...cuts.map((cut) => cut % (text.length + 1)), 0, text.length].sort(
    (one, other) => one - other,
  )
  return places.slice(1).map((end, index) => text.slice(places[index], end))
}

const scene = fc.array(secretText, { minLength: 1, maxLength: 3 }).chain((secrets) =>
  fc.record({
    secrets: fc.constant(secrets),
    text: textAround(secrets),
    cuts: fc.array(fc.nat(10_000), { maxLength: 20 }),
  }),
)

describe('masking of secrets', () => {
  it('lets no variant of a secret through, however the text is cut into chunks', () => {
    fc.assert(
      fc.property(scene, ({ secrets, text, cuts }) => {
        const masker = createSecretMasker(secrets)
        const stream = masker.maskStream()
        const shown =
          chunked(text, cuts)
            .map((chunk) => stream.push(chunk))
            .join('') + stream.end()
        expect(shown).toBe(masker.maskText(text))
        for (const variant of secrets.flatMap(secretVariants)) expect(shown).not.toContain(variant)
      }),
      { numRuns: 500 },
    )
  })

  it('lets no variant through in bytes, and keeps bytes that are no text', () => {
    fc.assert(
      fc.property(scene, fc.uint8Array({ maxLength: 20 }), ({ secrets, text, cuts }, noise) => {
        const masker = createSecretMasker(secrets)
        const stream = masker.maskBytes()
        const bytes = Buffer.concat([noise, Buffer.from(text)]).toString('latin1')
        const shown = Buffer.concat([
          ...chunked(bytes, cuts).map((chunk) => stream.push(Buffer.from(chunk, 'latin1'))),
          stream.end(),
        ])
        for (const variant of secrets.flatMap(secretVariants)) {
          expect(shown.includes(variant)).toBe(false)
        }
        const unchanged = masker.maskBytes()
        const same = [unchanged.push(Buffer.from([0xff, 0xc3, 0x28])), unchanged.end()]
        expect([...Buffer.concat(same)]).toEqual([0xff, 0xc3, 0x28])
      }),
      { numRuns: 300 },
    )
  })

  it('returns text without secrets unchanged', () => {
    fc.assert(
      fc.property(secretText, fc.string({ maxLength: 200 }), (secret, text) => {
        fc.pre(!secretVariants(secret).some((variant) => text.includes(variant)))
        expect(createSecretMasker([secret]).maskText(text)).toBe(text)
      }),
    )
  })

  it('finds a secret inside base64 of a longer text, at every alignment', () => {
    const bytes = fc.uint8Array({ maxLength: 9 })
    fc.assert(
      fc.property(secretText, bytes, bytes, (secret, before, after) => {
        const text = Buffer.concat([before, Buffer.from(secret), after])
        const masker = createSecretMasker([secret])
        expect(masker.maskText(text.toString('base64'))).not.toBe(text.toString('base64'))
        expect(masker.maskText(text.toString('base64url'))).not.toBe(text.toString('base64url'))
      }),
    )
  })

  it.each([
    ['raw', 'token is hunter2/ä now', 'token is *** now'],
    ['JSON', '{"token":"hunter2/ä"}', '{"token":"***"}'],
    ['JSON in ASCII', '{"token":"hunter2\\/\\u00e4"}', '{"token":"***"}'],
    ['a URL', 'https://x/?t=hunter2%2F%C3%A4&u=1', 'https://x/?t=***&u=1'],
    ['a URL in lower case', 't=hunter2%2f%c3%a4&u=1', 't=***&u=1'],
    ['a path of a URL', '/hunter2/%C3%A4/x', '/***/x'],
    ['hex', '68756e746572322fc3a4', '***'],
    ['base64', 'aHVudGVyMi/DpA==', '***A=='],
  ])('hides a secret in %s', (_where, text, masked) => {
    expect(createSecretMasker(['hunter2/ä']).maskText(text)).toBe(masked)
  })

  it('hides a secret in JSON that stands in a string of JSON', () => {
    const secret = 'say "ä"\\now'
    const body = JSON.stringify({ secret })
    expect(createSecretMasker([secret]).maskText(JSON.stringify({ body }))).toBe(
      JSON.stringify({ body: JSON.stringify({ secret: '***' }) }),
    )
  })

  it('hides secrets in strings, keys and long numbers of plain data', () => {
    const masker = createSecretMasker(['swordfish', '12345678'])
    expect(
      masker.maskJson({ swordfish: ['a swordfish', 1, null], id: 12345678, big: 12345678n }),
    ).toEqual({ '***': ['a ***', 1, null], id: '***', big: '***' })
  })

  it('shows at once what cannot be part of a secret', () => {
    const stream = createSecretMasker(['swordfish']).maskStream()
    expect(stream.push('ready> ')).toBe('ready> ')
    expect(stream.push('a sword')).toBe('a ')
    expect(stream.push('smith')).toBe('swordsmith')
    expect(stream.push(' swordf')).toBe(' ')
    expect(stream.push('ish')).toBe('***')
  })

  it('takes the longer one of two secrets that begin alike, also across chunks', () => {
    const stream = createSecretMasker(['abcd', 'abcdef']).maskStream()
    expect([stream.push('xabcd'), stream.push('ef'), stream.push('abcd'), stream.end()]).toEqual([
      'x',
      '***',
      '',
      '***',
    ])
  })

  it('refuses a secret that is too short to be hidden', () => {
    expect(() => createSecretMasker(['abc'])).toThrow('shorter than 4 characters')
  })

  it('does nothing without secrets', () => {
    const masker = createSecretMasker([''])
    expect([masker.isEmpty, masker.maskText('a'), masker.maskStream().push('b')]).toEqual([
      true,
      'a',
      'b',
    ])
  })
})
