"""Heat: conduction network, model reduction, windows and the zone step."""
