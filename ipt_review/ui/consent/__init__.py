"""Consent, withdrawal, and what becomes of recordings, in the window."""
