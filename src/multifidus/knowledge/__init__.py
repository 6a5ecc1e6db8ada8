"""What is published: tables of figures, each with its source, read strictly."""

from multifidus.knowledge.load import Knowledge, shipped

__all__ = ["Knowledge", "shipped"]
