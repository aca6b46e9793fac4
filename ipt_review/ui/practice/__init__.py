"""Practice on a tape that has a reference coding, and what came of it."""
