"""The course of a case over its sessions."""
