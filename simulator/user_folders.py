"""Where a user's own settings and records are kept.

A program may have no home: in a bundle, a container or a service there is no `HOME` and no list of
users. Then there are no settings of a user, and records need a folder that the user names.
"""

from __future__ import annotations

from pathlib import Path


def config_folder() -> Path | None:
    """Return the user's folder of settings; None without a home. It may not exist."""
    # Each of the two imports takes up to 20 ms where it is not loaded yet.
    from platformdirs import user_config_path

    try:
        return user_config_path("silent999", appauthor=False)
    except (RuntimeError, KeyError, OSError):
        return None


def data_folder() -> Path | None:
    """Return the user's folder of data, which holds the records; None without a home."""
    from platformdirs import user_data_path

    try:
        return user_data_path("silent999", appauthor=False)
    except (RuntimeError, KeyError, OSError):
        return None


def home_folder() -> Path | None:
    """Return the user's home; None if there is none."""
    try:
        return Path.home()
    except (RuntimeError, KeyError):
        return None
