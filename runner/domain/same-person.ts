/** A person as a run keeps it: `Name (login)`, or the login alone. */
export const personText = (name: string | undefined, login: string): string =>
  name === undefined || fold(name) === '' || fold(name) === fold(login)
    ? login
    : `${name.replaceAll(/\s+/g, ' ').trim()} (${login})`

/**
 * True when a name that somebody gave is that of a person, by name, login, or both. The order of its parts, commas, dots,
 * accents and a login of any kind behind it make nobody another person.
 */
export const isSamePerson = (given: string, person: string): boolean => {
  const known = [person, ...partsOf(person)].map(spell)
  return [given, ...partsOf(given)].map(spell).some((one) => one !== '' && known.includes(one))
}

/** Name and login of `Name (login)`. */
const partsOf = (text: string): readonly string[] => {
  const [, name = '', login = ''] = /^(.*) \(([^()]*)\)$/.exec(text.trim()) ?? []
  return [name, login]
}

/** The words of a name in one order, without accents and what stands between them. */
const spell = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ')

const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Cf}\p{Cc}]+/gu, ' ')
    .trim()
