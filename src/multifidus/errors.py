"""Every error that multifidus raises on purpose. Each says where, what, and what to do about it."""

from multifidus.foreign import printable


class MultifidusError(Exception):
    """An error told to whoever can act: `where` it is, the `problem`, and its `remedy`."""

    def __init__(self, *, where: str, problem: str, remedy: str) -> None:
        super().__init__(printable(f"{where}: {problem}; {remedy}"))  # names of others may hold orders to a terminal
        self.where = where
        self.problem = problem
        self.remedy = remedy


class KnowledgeError(MultifidusError):
    """A table of published figures holds something that cannot be right. For the keeper of the tables."""


class InputError(MultifidusError):
    """What was sent cannot be read as findings. For the sender."""


class MissingExtraError(MultifidusError):
    """A room was entered whose libraries are not installed. For whoever installs."""


class ServiceError(MultifidusError):
    """The service, its data or its settings are not such that it can do what was asked. For whoever runs it."""
