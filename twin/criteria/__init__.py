"""Judges results against a pack of criteria."""
