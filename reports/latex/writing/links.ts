import { type Latex, tex } from './tex.ts'

/** Where Jira of the project is. */
export const projectJira = 'https://rubinobs.atlassian.net'

/** Characters that an address may hold as they are, and that TeX leaves alone. */
const plain = /^[A-Za-z0-9\-._:/?=!;,@+]$/

const encoder = new TextEncoder()

/**
 * A link; the text alone where the address is not one of the web or of a file beside the document. Every character
 * that would act in TeX is percent-encoded or escaped.
 */
export const href = (address: string, text: Latex): Latex =>
  isSafeAddress(address) ? tex`\href{${{ latex: writeAddress(address) }}}{${text}}` : text

const isSafeAddress = (address: string): boolean =>
  address.length <= 2000 &&
  (/^https?:\/\/[^/]/.test(address) || !/^[\\/]|^[a-z][a-z0-9+.-]*:|\.\./i.test(address))

const writeAddress = (address: string): string => {
  const out: string[] = []
  for (const character of address.toWellFormed()) {
    if (plain.test(character)) out.push(character)
    else if (character === '#' || character === '_' || character === '&') out.push(`\\${character}`)
    else if (character === '%') out.push('\\%')
    else {
      for (const byte of encoder.encode(character)) {
        out.push(`\\%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      }
    }
  }
  return out.join('')
}

const projectPage =
  '/projects/LVV?selectedItem=com.atlassian.plugins.atlassian-connect-plugin:com.kanoah.test-manager__main-project-page'

/** Links into Jira and Zephyr, by key; keys that are none of theirs stay plain. */
export const jiraLinks = (jira: string = projectJira) => ({
  issue: (key: string): Latex =>
    isKey(key) ? href(`${jira}/browse/${key}`, tex`${key}`) : tex`${key}`,
  testCase: (key: string, text: Latex = tex`${key}`): Latex =>
    isKey(key) ? href(`${jira}${projectPage}#!/v2/testCase/${key}`, text) : text,
  testPlan: (key: string): Latex =>
    isKey(key) ? href(`${jira}${projectPage}#!/v2/testPlan/${key}`, tex`${key}`) : tex`${key}`,
})

/** What the documents link to. */
export type JiraLinks = ReturnType<typeof jiraLinks>

const isKey = (key: string): boolean => /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-[A-Z]?\d+$/.test(key)

/** True for the handle of a document, which a bibliography can cite: `LSE-61`. */
export const isHandle = (text: string): boolean => /^[A-Z][A-Z0-9]*-\d+$/.test(text)

/** A handle of a document as the bibliography cites it; anything else as text. */
export const cite = (handle: string): Latex =>
  isHandle(handle) ? tex`\citeds{${{ latex: handle }}}` : tex`${handle}`

/** Name of a label: `lvv-t1745`. What is no key gets a name made of its code points. */
export const labelName = (key: string): Latex => ({
  latex: /^[A-Za-z0-9-]{1,60}$/.test(key)
    ? key.toLowerCase()
    : `x${[...key.slice(0, 40)].map((character) => character.codePointAt(0)?.toString(16)).join('-')}`,
})

/** A link to what has the label of a key in this document. */
export const toLabel = (key: string, text: Latex = tex`${key}`): Latex =>
  tex`\hyperref[${labelName(key)}]{${text}}`
