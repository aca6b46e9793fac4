"""The window's part of backups: making them, listing them, going back to one."""
