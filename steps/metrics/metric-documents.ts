import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { EvidenceRef } from '#domain/evidence.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { toJsonText } from '#domain/json-text.ts'
import { evidenceFile } from '#step-kit/evidence-file.ts'
import type { StepContext } from '#step-kit/step-context.ts'
import { handle, ref } from '#steps/butler/handle.ts'
import { searchArgs } from '#steps/butler/search.ts'
import { where } from '#steps/butler/where.ts'
import { askWorker } from '#steps/butler/worker/ask-worker.ts'
import { isJob, type MetricDocument } from './find-metric.ts'

/** Largest file of metrics that is read, in bytes. */
const largestFile = 64 * 1024 * 1024

/** Fields of the steps that read metrics. */
export const metricFields = {
  butler: handle.optional().describe('repository and collections that hold the metrics'),
  collections: z
    .array(z.string())
    .optional()
    .describe('collections to search instead of those of `butler`'),
  where: where.default('').describe('which data ids: an expression, or values by name'),
  datasetType: z
    .string()
    .default('')
    .describe('type that holds the metric, where it is none of `metricvalue_*` and the bundles'),
  file: z
    .union([z.string().min(1), evidenceFile])
    .optional()
    .describe('JSON of an lsst.verify job or of a metric bundle, instead of `butler`'),
  source: z
    .enum(['auto', 'dataset', 'job', 'bundle'])
    .default('auto')
    .describe('where to look; auto: datasets and bundles of a repository, or what the file is'),
  unit: z.string().default('').describe('unit to convert to; empty: as it was written'),
}

/** True when a step knows where to look. */
export const hasOnePlace = (input: {
  readonly butler?: unknown
  readonly file?: unknown
}): boolean => (input.butler === undefined) !== (input.file === undefined)

/** What is wrong when `hasOnePlace` does not hold. */
export const hasOnePlaceMessage = 'takes either `butler` or `file`'

const fields = z.object(metricFields)

/** Where to look for metrics. */
export type MetricPlace = z.output<typeof fields>

/** The documents that may hold the metrics, and a name of the place for messages. */
export const metricDocuments = async (
  place: MetricPlace,
  metrics: readonly string[],
  context: StepContext,
): Promise<{ readonly documents: readonly MetricDocument[]; readonly place: string }> => {
  const { butler, file } = place
  if (file !== undefined) return fileDocuments(file, place.source, context)
  if (butler === undefined || place.source === 'job') {
    throw new HarnessError('bad-input', 'a job is read from a `file`')
  }
  const found = await askWorker(context, {
    stack: butler.stack,
    op: 'read_metrics',
    args: {
      ...searchArgs({ butler, collections: place.collections, where: place.where }),
      metrics,
      datasetType: place.datasetType,
      source: place.source,
    },
    answer: z.object({
      documents: z.array(
        z.object({ ref, form: z.enum(['dataset', 'bundle']), document: z.unknown() }),
      ),
      looked: z.array(z.string()),
    }),
  })
  await context.attach({
    name: `${metrics.length === 1 ? metrics[0] : 'metrics'}.json`,
    mediaType: 'application/json',
    // As the repository holds it, with the dataset that holds it: what is judged can be walked back to this.
    text: toJsonText(found.documents),
  })
  const collections = (place.collections ?? butler.collections).join(', ')
  const looked = found.looked.length > 0 ? `; looked at ${found.looked.join(', ')}` : ''
  return {
    documents: found.documents.map((each) => ({
      form: each.form,
      document: each.document,
      dataId: each.ref.dataId,
      run: each.ref.run,
    })),
    place: `${collections}${whereText(place)}${looked}`,
  }
}

const whereText = (place: MetricPlace): string => {
  if (place.where === '') return ''
  const shown =
    typeof place.where === 'string'
      ? place.where
      : Object.entries(place.where)
          .map(([key, value]) => `${key}: ${value}`)
          .join(', ')
  return ` where ${shown}`
}

const fileDocuments = async (
  file: string | EvidenceRef,
  source: MetricPlace['source'],
  context: StepContext,
): Promise<{ readonly documents: readonly MetricDocument[]; readonly place: string }> => {
  const path =
    typeof file === 'string' ? resolve(context.root, file) : await context.evidencePath(file)
  const place = typeof file === 'string' ? file : file.name
  const document = await readJson(path, place)
  const job = source === 'job' || (source === 'auto' && isJob(document))
  const form = source === 'dataset' ? 'dataset' : job ? 'job' : 'bundle'
  return { documents: [{ form, document, dataId: {}, run: '' }], place }
}

const readJson = async (path: string, place: string): Promise<unknown> => {
  const size = await stat(path).then(
    (found) => found.size,
    (cause: unknown) => {
      throw new HarnessError('not-found', `there is no file ${place}`, { cause })
    },
  )
  if (size > largestFile) {
    throw new HarnessError('too-large', `${place} has ${size} bytes, more than ${largestFile}`)
  }
  const text = await readFile(path, 'utf8')
  try {
    // Python writes NaN and Infinity bare, which JSON does not know; strings keep them.
    return JSON.parse(text.replaceAll(bareNumber, (whole, name) => (name ? 'null' : whole)))
  } catch (cause) {
    throw new HarnessError('bad-input', `${place} is no JSON`, { cause })
  }
}

/** A string, or a bare word of Python's JSON. */
const bareNumber = /"(?:[^"\\]|\\.)*"|(-?Infinity|NaN)/g
