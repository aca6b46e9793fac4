"""What follows from where a session stands in its case and study; pure."""
