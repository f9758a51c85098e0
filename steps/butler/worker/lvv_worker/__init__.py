"""Worker that keeps the Rubin middleware loaded."""
