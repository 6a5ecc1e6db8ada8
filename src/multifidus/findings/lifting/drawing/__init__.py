"""A lift as SVG: the person, the lumbar spine, the load over time."""
