"""From marks and ratings to numbers; pure functions on domain values."""
