"""Landmark files of other tools -> postures over time -> loads over time."""
