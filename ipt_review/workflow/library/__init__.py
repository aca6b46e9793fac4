"""Therapists, cases, sessions and recordings, and the people of a study."""
