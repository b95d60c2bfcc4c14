"""What a building is: frozen dataclasses without behaviour."""
