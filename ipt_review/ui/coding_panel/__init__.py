"""What can be coded now, by key or by click, and what was coded."""
