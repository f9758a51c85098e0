import { defineConfig } from 'vitest/config'

const all = '{runner,steps,reports,facility,bench}/**/'

export default defineConfig({
  test: {
    // Most of the time goes to waiting for programs: a core to spare would be idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${all}*.test.ts`],
          exclude: ['**/node_modules/**', '**/*.contract.test.ts', '**/*.e2e.test.ts'],
        },
      },
      { test: { name: 'contract', include: [`${all}*.contract.test.ts`], testTimeout: 30_000 } },
      {
        test: {
          name: 'e2e',
          include: [`${all}*.e2e.test.ts`],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
