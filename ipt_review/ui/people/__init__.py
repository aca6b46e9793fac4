"""Who works at this window, and who works in the study."""
