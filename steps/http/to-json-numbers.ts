declare global {
  interface JSON {
    /** ES2026; not yet in the compiler's library. */
    rawJSON(text: string): unknown
  }
}

/** JSON text in which bigint stands as a bare number, as other languages write 64-bit integers. */
export const toJsonNumbers = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? JSON.rawJSON(item.toString()) : item,
  )
