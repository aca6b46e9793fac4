"""The lists of a study for statistics programs: CSV files, with their syntax."""
