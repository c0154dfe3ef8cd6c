"""Who sits at this machine."""

from __future__ import annotations

import getpass
import os
from contextlib import suppress


def local_name() -> str:
    """The name with which the command line signs: ``VERBALE_AUTHOR``, else the user of the operating system."""
    with suppress(KeyError, OSError, ImportError):  # a container may know no such user
        told = " ".join((os.environ.get("VERBALE_AUTHOR") or getpass.getuser()).split())[:60]
        if told:
            return told
    return "local"
