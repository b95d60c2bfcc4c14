"""Counts carbon by module and money, from the logbook and the energy of the years."""
