"""The codebook of a study, changed and adopted."""
