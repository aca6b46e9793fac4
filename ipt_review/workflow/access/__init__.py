"""What whoever is at the desk may see and do."""
