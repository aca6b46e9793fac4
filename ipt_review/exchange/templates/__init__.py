"""Workbooks of a study's own: an .xlsx file with placeholders, which is filled."""
