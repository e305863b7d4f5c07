"""What cannot be done, and how a command says so."""
import sys


class Refused(ValueError):
    """What is wrong, where, and what would do."""


def run(main):
    """Runs a command's `main`. What it refuses, and a file that cannot be read or written, end it with one line."""
    try:
        main()
    except (Refused, OSError) as error:
        sys.exit(str(error))
