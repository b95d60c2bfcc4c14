"""Counts carbon by module and money."""
