import type { Arguments } from '#cli/arguments/command.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'

/** `--impact KEY`: what a change would make outdated, said before it is made. */
export const showImpact = async (
  model: TraceDossier,
  key: string,
  args: Arguments,
  io: Io,
): Promise<void> => {
  const { impactOf } = await import('#traceability/impact/impact-of.ts')
  const impact = impactOf(key, model)
  if (impact === undefined) throw unknown(model, key)
  if (args.flag('json')) {
    io.stdout.write(`${JSON.stringify(impact)}\n`)
    return
  }
  const { renderImpact } = await import('#reports/terminal/trace/render-impact.ts')
  io.stdout.write(renderImpact(impact, model, io.stdout))
}

const unknown = (model: TraceDossier, key: string): HarnessError => {
  const known = [
    ...model.requirements.flatMap(({ id, parameters }) => [
      id,
      ...parameters.map(({ name }) => `${id}/${name}`),
    ]),
    ...model.elements.map((element) => element.key),
    ...model.cases.map((one) => one.key),
  ]
  const near = nearestName(key, known)
  return new HarnessError('not-found', `nothing that is held or was seen is called "${key}"`, {
    hint: near
      ? `Did you mean ${near}?`
      : 'It takes a requirement, REQ/PARAMETER, an element, a case, a precursor, a family of steps, or a product of the stack.',
  })
}
