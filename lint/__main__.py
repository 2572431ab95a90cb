"""The command `recordlint`, and `python -m lint`."""

from __future__ import annotations

import atexit
import gc

from lint.core import interrupts


def main() -> None:
    """Run the command; Ctrl-C is answered in order while its modules are still being imported."""
    interrupts.end_at_once()
    gc.set_threshold(100_000)  # to look for garbage among what is imported takes a third of that time
    atexit.register(gc.freeze)  # the process ends anyway, and Python would look for garbage once more
    from lint.core import streams

    streams.open_missing()
    from lint.commands.main import main as command

    command()


if __name__ == "__main__":
    main()
