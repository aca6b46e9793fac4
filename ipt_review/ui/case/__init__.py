"""The Case room: the course of one case."""
