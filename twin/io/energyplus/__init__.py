"""EnergyPlus models: read into buildings, and simulated by EnergyPlus itself."""
