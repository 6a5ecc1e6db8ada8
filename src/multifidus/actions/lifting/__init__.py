"""What to do about a lift: which change helps most, as a model of the load that is handed in tells."""
