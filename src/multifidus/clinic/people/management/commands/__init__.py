"""Commands on accounts, for the people who run the service."""
