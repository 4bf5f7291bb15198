"""The entry point: answers `--version` at once and hands everything else to the command line."""

from __future__ import annotations

import os
import sys

from okrctl import __version__


def main() -> int:
    """The exit code of this process."""
    if sys.argv[1:] == ["--version"]:
        try:  # noqa: SIM105 - contextlib would take longer than the answer
            os.write(1, f"okrctl {__version__}\n".encode())
        except OSError:  # nobody listens
            pass
        return 0
    try:
        from okrctl.cli import main as run

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
