/** Set by the launcher when it starts the bundle instead of the sources. */
declare const LVV_BUNDLE: string

/** Absolute path of the bundle that runs; undefined when the sources run as they are. */
export const bundlePlace: string | undefined =
  typeof LVV_BUNDLE === 'undefined' ? undefined : LVV_BUNDLE
