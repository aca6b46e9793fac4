"""What a person may set for this computer; nothing here can change a result."""
