"""The same study in a PostgreSQL database, for several people at once."""
