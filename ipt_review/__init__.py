"""IPT Review: code taped therapy sessions, rate them, and report on them."""

__version__ = "0.1.0"
