"""Machines: room air conditioners, hot water, cooking, photovoltaics."""
