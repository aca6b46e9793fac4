"""The Compare room: codings of one tape beside each other, and their consensus."""
