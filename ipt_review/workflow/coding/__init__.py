"""One sitting at one tape: marks, transcript and undo, as values."""
