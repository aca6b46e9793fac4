"""The Transcript tab: what is said, who talks how much, and passages to be marked."""
