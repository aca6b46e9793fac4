"""The sheets of the workbook as plain values: columns, and rows of typed cells."""
