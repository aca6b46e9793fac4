"""Many recordings, or a whole roster, that come into a study at once."""
