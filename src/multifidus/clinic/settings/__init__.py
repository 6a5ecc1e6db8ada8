"""Settings of the service: `embedded` for one machine, `production` for a hospital, `testing` for our own tests."""
