"""Work of raters who share no study file."""
