"""What everything stands on: types, units, errors, psychrometrics, random streams."""
