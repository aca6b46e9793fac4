"""The Progress room: how a therapist's work stands over sessions and cases."""
