"""Files in and out: codebooks, captions, the demo study, the workbook."""
