"""Compares the hours with standards, other programs and itself."""
