"""Sun, sky, ground, hourly series, their quality, synthesis and future."""
