"""What a person does, start to finish. No Qt here."""
