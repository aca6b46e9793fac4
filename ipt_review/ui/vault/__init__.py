"""What keeps a study closed to others: passphrase, recovery key, and the lock."""
