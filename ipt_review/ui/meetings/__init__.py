"""Supervision meetings: their list, their agendas, and their clips played in order."""
