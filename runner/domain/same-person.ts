/** A person as a run keeps it: `Name (login)`, or the login alone. */
export const personText = (name: string | undefined, login: string): string =>
  name === undefined || fold(name) === '' || fold(name) === fold(login)
    ? login
    : `${name.replaceAll(/\s+/g, ' ').trim()} (${login})`

/** True when a name that somebody gave is that of a person, by name, login, or both. */
export const isSamePerson = (given: string, person: string): boolean => {
  const [, name, login] = /^(.*) \(([^()]*)\)$/.exec(person) ?? []
  const wanted = fold(given)
  return [person, name, login].some((known) => known !== undefined && fold(known) === wanted)
}

const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Cf}\p{Cc}]+/gu, ' ')
    .trim()
