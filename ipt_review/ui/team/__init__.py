"""Team studies in the window: entering one, moving one, and how it stands with it."""
