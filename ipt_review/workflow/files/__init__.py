"""The study as a file or on a server: opened, locked, backed up, checked."""
