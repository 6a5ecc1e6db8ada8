"""Visits: hours of a clinician, slots, appointments, the waiting list."""
