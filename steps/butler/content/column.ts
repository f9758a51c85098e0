import { z } from 'zod'

const whole = z.union([z.int(), z.bigint()])

/** A column of a table. */
export const column = z.object({
  name: z.string(),
  type: z.string().describe('Arrow type: `double`, `int64`, `string`'),
  unit: z.string().describe('as the table says it; empty where it says none'),
  description: z.string(),
})

/** A column with what its values are like. */
export const columnWithStatistics = column.extend({
  statistics: z
    .object({
      count: z.int().describe('rows'),
      nulls: z.int(),
      notFinite: z.int().describe('NaN and infinities'),
      min: z.union([z.number(), whole]).optional().describe('of the finite values, in `unit`'),
      max: z.union([z.number(), whole]).optional(),
      mean: z.number().optional(),
      std: z.number().optional().describe('standard deviation of the sample'),
    })
    .describe('a column that holds no finite numbers has counts only'),
})
