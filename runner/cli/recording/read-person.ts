import type { Arguments } from '#cli/arguments/command.ts'
import { HarnessError } from '#domain/harness-error.ts'

/** A person who says something for good. */
export interface Person {
  readonly name: string
  readonly role: string
  readonly note: string
}

/** Who says it, in which role, and why; throws with all that is missing at once. */
export const readPerson = (what: string, args: Arguments, also: readonly string[] = []): Person => {
  const missing = ['name', 'role', ...also, 'note'].filter((name) => !args.value(name)?.trim())
  if (missing.length > 0) {
    throw new HarnessError(
      'usage',
      `${what} needs ${missing.map((name) => `--${name}`).join(', ')}`,
      { hint: 'A person stands behind it: name, role, and why.' },
    )
  }
  const value = (name: string): string => (args.value(name) ?? '').trim()
  return { name: value('name'), role: value('role'), note: value('note') }
}
