"""What if: scenarios, ensembles and their comparison."""
