"""Wires a batch of buildings through one climate year."""
