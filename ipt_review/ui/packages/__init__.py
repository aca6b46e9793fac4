"""Packages in the window: what a rater does with theirs."""
