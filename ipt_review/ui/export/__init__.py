"""From the study to files for other people."""
