"""What supervisor and trainee have of a tape, and over a year."""
