"""How it is run: serve, backup, restore, health, metrics, logs."""
