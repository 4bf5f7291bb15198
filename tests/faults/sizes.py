"""How much is tried: a little of everything in CI, all of it with `OKRCTL_FULL=1` and by `python -m tests.faults`."""

import os

FULL = bool(os.environ.get("OKRCTL_FULL"))
