"""How a study is run: its rules, samples, assignments, log and freeze."""
