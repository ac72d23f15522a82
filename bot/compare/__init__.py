"""Statistics: pure functions over counts. Nothing here knows GitHub, a database or a rule."""
