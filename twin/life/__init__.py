"""What happens: ageing, failure, retrofit, policy, in years."""
