"""Players and decoders, each behind one file."""
