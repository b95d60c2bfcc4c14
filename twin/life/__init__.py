"""What happens over the decades: ageing, failure, crews, budgets, programmes."""
