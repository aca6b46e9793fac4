"""Links from workbooks and pages to moments on tapes."""
