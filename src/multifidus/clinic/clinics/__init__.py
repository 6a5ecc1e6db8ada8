"""Clinics, who works in them as what, and invitations."""
