"""The audit trail of a coding, to be read."""
