"""My tapes: what a study rater has to code, in its order."""
