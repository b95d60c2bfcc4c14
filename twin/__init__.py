"""Digital twin of a community of buildings.

Hourly heat, moisture and air; decades of events; energy, whole-life carbon, money
and health counted from the same hours; scenarios compared and judged.
"""

__version__ = "0.1.0"
