import { open } from 'node:fs/promises'
import path from 'node:path'
import type { SecretReference } from '#domain/environment.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { createSecretMasker, shortestSecret } from './create-secret-masker.ts'
import type { SecretStore } from './secret-store.ts'

/** Largest secret file, bytes. */
const largestFile = 65_536

/**
 * Reads the values behind references; give only those that a selected case uses, others may be missing. Relative paths of
 * files start at the root. Throws HarnessError `environment-variable` that names
 * the secret and its source, never its value, when one is missing, empty, too short or too large.
 */
export const readSecrets = async (
  references: { readonly [name: string]: SecretReference },
  root: string,
  variables: { readonly [name: string]: string | undefined } = process.env,
): Promise<SecretStore> => {
  const values = new Map<string, string>()
  for (const [name, reference] of Object.entries(references)) {
    const value =
      reference.kind === 'variable'
        ? (variables[reference.variable] ?? '')
        : await readSecretFile(name, path.resolve(root, reference.path))
    values.set(name, checkSecret(name, reference, value))
  }
  return {
    names: [...values.keys()],
    valueOf: (name) => {
      const value = values.get(name)
      if (value === undefined) throw unknownSecret(name, [...values.keys()])
      return value
    },
    masker: createSecretMasker([...values.values()]),
  }
}

const checkSecret = (name: string, reference: SecretReference, value: string): string => {
  const source =
    reference.kind === 'variable' ? `variable ${reference.variable}` : `file ${reference.path}`
  if (value === '') {
    throw new HarnessError(
      'environment-variable',
      `Secret "${name}": the ${source} is missing or empty.`,
      {
        hint:
          reference.kind === 'variable'
            ? `Set it before the run: export ${reference.variable}=…`
            : `Write the secret into ${reference.path}.`,
      },
    )
  }
  if (value.length < shortestSecret) {
    throw new HarnessError(
      'environment-variable',
      `Secret "${name}": the value in ${source} is shorter than ${shortestSecret} characters and could not be hidden in reports.`,
      { hint: 'Use a longer secret, or make it an ordinary binding if it is none.' },
    )
  }
  return value
}

const unknownSecret = (name: string, known: readonly string[]): HarnessError =>
  new HarnessError('environment-variable', `There is no secret "${name}".`, {
    hint: known.length > 0 ? `Known: ${known.join(', ')}.` : 'No case of this run asked for any.',
  })

/** Content without the line feed that editors put at its end; empty when the file is missing. */
const readSecretFile = async (name: string, file: string): Promise<string> => {
  const bytes = await readStart(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return Buffer.alloc(0)
    throw new HarnessError('environment-variable', `Secret "${name}": ${cause.message}.`, {
      hint: 'Make the file readable for the user who runs lvv.',
      cause,
    })
  })
  if (bytes.length > largestFile) {
    throw new HarnessError(
      'environment-variable',
      `Secret "${name}": its file is larger than ${largestFile} bytes.`,
    )
  }
  return bytes.toString('utf8').replace(/\r?\n$/, '')
}

const readStart = async (file: string): Promise<Buffer> => {
  await using handle = await open(file)
  const buffer = Buffer.alloc(largestFile + 1)
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
  return buffer.subarray(0, bytesRead)
}
