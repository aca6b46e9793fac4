"""Feedback on a tape: its page, its editor, and what a trainee hears of it."""
