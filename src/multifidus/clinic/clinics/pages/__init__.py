"""Pages of clinics."""
