"""Compiles the cause model into the wheel, so that whoever installs it never waits for the fit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileModel(BuildHookInterface):
    """Runs before the package is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles the model of the tables in this tree and takes it along; it is a build product, not a source."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from multifidus.causes.model import load_model
        from multifidus.findings.notes.wording.kept import wording_of
        from multifidus.knowledge import shipped
        from multifidus.knowledge.rows import CauseRow

        shipped().rows(CauseRow)  # with the rows of one table those of all are kept
        load_model(shipped())
        wording_of(shipped())
        if version != "editable":
            self._build_static_parts()
            build_data["artifacts"].append("src/multifidus/clinic/design/static/design/built/*")
            build_data["artifacts"].append("src/multifidus/clinic/locale/*/LC_MESSAGES/*.mo")
            build_data["artifacts"].append("src/multifidus/knowledge/compiled/*.txt")
            build_data["artifacts"].append("src/multifidus/causes/compiled/*.npz")
            build_data["artifacts"].append("src/multifidus/findings/notes/wording/compiled/*.json")

    def _build_static_parts(self) -> None:
        """Fonts, icons and htmx from npm, and the translations. Without npm the library is whole, the clinic is not."""
        from multifidus.clinic.design.building.__main__ import build
        from multifidus.errors import MissingExtraError

        try:
            build(Path(self.root))
        except MissingExtraError as missing:
            self.app.display_warning(f"the clinic's pages are left out: {missing}")
