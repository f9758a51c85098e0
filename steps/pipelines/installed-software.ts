import { z } from 'zod'
import type { SoftwareVersion } from '#domain/execution-graph.ts'

const printed = z.object({
  python: z.string(),
  products: z.array(z.object({ product: z.string(), version: z.string(), modified: z.boolean() })),
})

/** Reads what `installed_versions.py` printed; undefined when it is something else. */
export const parseInstalledVersions = (text: string): z.output<typeof printed> | undefined => {
  try {
    return printed.parse(JSON.parse(text))
  } catch {
    // The caller says which program printed what.
    return undefined
  }
}

/**
 * Reads `eups list -s`: a line a product, its version, then its tags and `setup`. A release tag (`w_2026_43`, `v29_0_0`)
 * says more to a reader than the hash of a build, and is what releases are named by. A `LOCAL:` version is a working copy.
 */
export const parseEupsList = (text: string): readonly SoftwareVersion[] =>
  text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([product, version, ...tags]) =>
      product && version && /^[A-Za-z]\w*$/.test(product)
        ? [
            {
              product,
              version: tags.find((tag) => /^([wdv]_?\d)/.test(tag)) ?? version,
              modified: version.startsWith('LOCAL:') || version === 'setup',
            },
          ]
        : [],
    )
