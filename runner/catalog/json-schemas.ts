import { z } from 'zod'
import type { FamilyLoader } from '#step-kit/family-loader.ts'
import type { StepFamily } from '#step-kit/step-definition.ts'
import { plainTypeNames } from './cases/expressions/declared-type.ts'
import type { Catalog } from './catalog.ts'
import { wholeCaseForm, wholePrecursorForm } from './forms/case-form.ts'
import {
  deviationForm,
  documentForm,
  elementsForm,
  knownIssueForm,
  waiverForm,
} from './forms/requirement-forms.ts'
import { environmentForm, settingsForm, wholePlanForm } from './forms/root-forms.ts'
import { completeRows, type KnownNames } from './schemas/complete-rows.ts'
import type { JsonSchema } from './schemas/json-schema.ts'

/**
 * JSON Schemas (draft 2020-12) of every kind of file, by name. Steps with their inputs, precursors, requirement and
 * element keys, environments and types of this root are written into them, so that an editor completes them.
 */
export const jsonSchemas = async (
  catalog: Catalog,
  families: FamilyLoader,
): Promise<{ readonly [name: string]: JsonSchema }> => {
  const names = namesOf(catalog, await loadAll(families))
  const complete = (form: z.ZodType, title: string) => ({
    ...completeRows(toSchema(form), names),
    title,
  })
  return {
    case: complete(wholeCaseForm, 'A test case'),
    precursor: complete(wholePrecursorForm, 'A precursor'),
    plan: complete(wholePlanForm, 'A campaign plan'),
    environment: complete(environmentForm, 'An environment'),
    settings: complete(settingsForm, 'lvv.yaml'),
    requirements: complete(documentForm, 'Requirements of a document'),
    elements: complete(elementsForm, 'Verification elements of a document'),
    deviation: complete(deviationForm, 'An approved relaxation of a limit'),
    waiver: complete(waiverForm, 'An approved acceptance after results'),
    'known-issue': complete(knownIssueForm, 'A row expected to fail until a day'),
  }
}

const toSchema = (form: z.ZodType): JsonSchema =>
  z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as JsonSchema

const loadAll = async (families: FamilyLoader): Promise<readonly StepFamily[]> => {
  const loaded = []
  for (const name of await families.names()) {
    // A family whose code is broken is a problem of `lvv check`, not of the schemas of the others.
    loaded.push(await families.load(name).catch(() => undefined))
  }
  return loaded.filter((family) => family !== undefined)
}

const namesOf = (catalog: Catalog, families: readonly StepFamily[]): KnownNames => {
  const cases = [...catalog.cases.values()]
  const requirements = [...catalog.requirements.requirements.values()]
  const elements = [...catalog.requirements.elements.values()]
  const parameters = requirements.flatMap(({ id, parameters: held }) =>
    Object.keys(held).map((name) => `${id}/${name}`),
  )
  return {
    steps: families.flatMap(({ steps }) =>
      steps.map(({ name, doc, input }) => ({ name, doc, input: toSchema(input) })),
    ),
    types: [...plainTypeNames, ...families.flatMap(({ types }) => Object.keys(types))],
    precursors: cases
      .filter(({ kind }) => kind === 'precursor')
      .map(({ key, alias, title, inputs }) => ({
        names: alias === undefined ? [key] : [alias, key],
        title,
        inputs: inputs.map((input) => ({
          name: input.name,
          required: input.default === undefined,
        })),
      })),
    cases: cases.map(({ key }) => key),
    environments: [...catalog.environments.keys()],
    plans: [...catalog.plans.keys()],
    parameters,
    requirements: requirements.map(({ id, title }) => ({ key: id, title })),
    elements: elements.map(({ key, title }) => ({ key, title })),
  }
}
