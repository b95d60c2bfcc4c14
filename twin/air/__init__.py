"""Contaminants, moisture and the flows that carry them."""
