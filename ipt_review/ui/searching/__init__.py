"""Finding words on a tape again: in marks, notes, comments and captions."""
