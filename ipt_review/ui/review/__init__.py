"""Watching a tape and coding it: one screen, both hands on the keyboard."""
