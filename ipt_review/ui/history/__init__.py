"""The history of a coding in words, and jumping in it."""
