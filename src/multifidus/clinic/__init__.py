"""The running service: people, clinics, records, charts; one small app a noun."""
