"""The marks as a table: the full twin of the timeline."""
