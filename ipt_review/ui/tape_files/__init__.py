"""The dialog in which the files of a tape get their places in the session."""
