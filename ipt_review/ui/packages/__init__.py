"""Packages in the window: made, opened, returned, taken in and settled."""
