"""The Study room: samples, assignments, blinding, and how codings are closed."""
