"""The program from a shell."""
