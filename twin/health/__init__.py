"""Reads hours: heat, comfort and air exceedance."""
