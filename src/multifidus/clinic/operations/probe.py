"""`python -m multifidus.clinic.operations.probe`: asks the service of this machine whether it is ready; 0 says yes.

What a container engine runs every half minute. It loads nothing of the service.
"""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException

PORT = 8000
PATIENCE_S = 10


def is_ready(port: int) -> bool:
    """Whether /health/ready answers 200, asked as the proxy in front would ask."""
    host = (os.environ.get("MULTIFIDUS_HOSTS") or "localhost").split(",")[0].strip()
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        line.request("GET", "/health/ready", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


if __name__ == "__main__":
    sys.exit(0 if is_ready(int(sys.argv[1]) if len(sys.argv) > 1 else PORT) else 1)
