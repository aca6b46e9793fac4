"""Which key does what on this computer, and where a person says so."""
