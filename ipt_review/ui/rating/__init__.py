"""The rating form beside its evidence."""
