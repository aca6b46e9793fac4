"""Backups of a study file: making, thinning and going back to them."""
