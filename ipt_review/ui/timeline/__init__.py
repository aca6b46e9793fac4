"""The whole tape as lanes of marks."""
