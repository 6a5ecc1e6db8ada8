"""The commands, as `python -m multifidus.terminal`."""

import sys

from multifidus.terminal import main

sys.exit(main())
