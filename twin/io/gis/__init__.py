"""Buildings from a layer of a geographic information system."""
