"""The commands, as `python -m multifidus.terminal`."""

import sys

from multifidus.terminal import main

if __name__ == "__main__":
    sys.exit(main())
