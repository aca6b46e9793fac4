"""Comments on the tape: their list, and where one is written."""
