import type { RootSettings } from '#catalog/catalog.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { settingsForm } from '#catalog/forms/root-forms.ts'

/** Reads `lvv.yaml`; its plan and environment must exist. */
export const readSettings = (
  { list, data }: FileInRoot,
  known: { readonly plans: readonly string[]; readonly environments: readonly string[] },
): RootSettings => {
  // An empty file says nothing, and need not.
  if (data === undefined || data === null) return {}
  const fields = readForm(list, settingsForm, data, { what: 'lvv.yaml', path: [] })
  for (const [field, names] of [
    ['plan', known.plans],
    ['environment', known.environments],
  ] as const) {
    const name = fields[field]
    if (name === undefined || names.includes(name)) continue
    list.at([field], {
      code: `unknown-${field}`,
      message: `There is no ${field} "${name}".`,
      hint: didYouMean(name, names),
    })
  }
  const { plan, environment, ledger } = fields
  return {
    ...(plan !== undefined && { plan }),
    ...(environment !== undefined && { environment }),
    ...(ledger !== undefined && { ledger }),
  }
}
