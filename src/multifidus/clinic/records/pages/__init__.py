"""Pages of records, one noun a file."""
