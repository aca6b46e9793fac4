"""From a study to files that others read."""
