"""What may lie behind the findings: causes, weighed."""
