"""The embedded facility of lvv: a small survey with a known sky, and the tasks that process it."""
