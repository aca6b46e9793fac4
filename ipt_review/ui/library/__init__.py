"""Therapists, cases and sessions, and what has been done with each."""
