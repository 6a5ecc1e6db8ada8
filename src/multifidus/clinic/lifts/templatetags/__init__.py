"""Tags of the page of the lift."""
