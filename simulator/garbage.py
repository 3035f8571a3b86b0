"""How often Python looks for garbage while calls are played, and that it doesn't at the end."""

import gc
from functools import cache


@cache
def collect_seldom() -> None:
    """Let Python look for garbage seldom, and never more often than it already does.

    A run creates long-lived values and nearly no circles. At Python's default threshold of 700 the
    collector scans them again and again: a fifth of a run's processor time, a tenth of a start. The
    threshold is one of the process, so it is set once: a program that lowers it later keeps its
    own.
    """
    if 0 < gc.get_threshold()[0] < 200_000:
        gc.set_threshold(200_000, 20, 20)


def leave_to_the_system() -> None:
    """Let the process end without a last look for garbage: its memory goes back as a whole.

    Python scans every object before it ends, a quarter of the time of a short command. What is to
    be closed or written must be so by now, as it must be when the process is killed.
    """
    gc.freeze()
