"""Judges: packs of criteria, metrics over result tables, verdicts and standing."""
