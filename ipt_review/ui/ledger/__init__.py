"""The certification ledger: what a portfolio needs, what is there, what is missing."""
