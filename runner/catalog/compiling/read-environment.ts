import type { z } from 'zod'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { environmentForm } from '#catalog/forms/root-forms.ts'
import { asJson } from '#catalog/plain-json.ts'
import { contentHash } from '#domain/content-hash.ts'
import type { Environment, SecretReference } from '#domain/environment.ts'
import type { JsonObject } from '#domain/json.ts'

/** Reads `cases/environments/NAME.yaml`; what does not fit is reported and left out. */
export const readEnvironment = ({ file, list, data }: FileInRoot): Environment => {
  const fields =
    data === undefined
      ? {}
      : readForm(list, environmentForm, data, { what: 'an environment', path: [] })
  if (fields.facility !== undefined && (fields.stage ?? 'rehearsal') !== 'rehearsal') {
    list.at(['stage'], {
      code: 'facility-stage',
      message: `On the embedded facility everything is a rehearsal, not ${fields.stage}.`,
      hint: 'Remove `stage`.',
    })
  }
  checkPlain(list, ['bindings'], fields.bindings)
  const { cpus, memory } = fields.resources ?? {}
  return {
    name: nameOf(file),
    title: fields.title ?? '',
    stage: fields.facility === undefined ? (fields.stage ?? 'rehearsal') : 'rehearsal',
    bindings: asJson(fields.bindings ?? {}) as JsonObject,
    secrets: secretsOf(fields.secrets),
    resources: { ...(cpus !== undefined && { cpus }), ...(memory !== undefined && { memory }) },
    ...(fields.facility !== undefined && { facility: fields.facility }),
    file,
    contentHash: contentHash(asJson(data)),
  }
}

type SecretsForm = Partial<z.output<typeof environmentForm>>['secrets']

const secretsOf = (form: SecretsForm = {}): Environment['secrets'] =>
  Object.fromEntries(
    Object.entries(form).map(([name, reference]): [string, SecretReference] => [
      name,
      'from' in reference
        ? { kind: 'variable', variable: reference.from }
        : { kind: 'file', path: reference.file },
    ]),
  )

/** `local` of `cases/environments/local.yaml`. */
const nameOf = (file: string): string => (file.split('/').at(-1) ?? '').replace(/\.yaml$/, '')

/** Bindings are values: an expression in them would reach a case as a text. */
const checkPlain = (
  list: FileInRoot['list'],
  path: readonly (string | number)[],
  data: unknown,
): void => {
  if (typeof data === 'string' && data.includes('${{')) {
    list.at(path, {
      code: 'expression-in-binding',
      message: 'A binding is a plain value: expressions are not evaluated here.',
    })
  } else if (Array.isArray(data)) {
    for (const [index, item] of data.entries()) checkPlain(list, [...path, index], item)
  } else if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) checkPlain(list, [...path, key], value)
  }
}
