"""Regular expressions that are compiled when they are first used, and not when a command starts."""

import re
from typing import Any, cast


class _LatePattern:
    """A pattern to be: it is compiled when one of its methods is asked for, which it then keeps."""

    def __init__(self, text: str, flags: int) -> None:
        self._written = text, flags

    def __getattr__(self, name: str) -> Any:
        """Return what the compiled pattern has; called once for each name."""
        held = getattr(re.compile(*self._written), name)
        setattr(self, name, held)
        return held


def late_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for words that few commands read.

    `re` takes 13 ms of every start for those of our language, and a call of signs uses none.
    """
    return cast("re.Pattern[str]", _LatePattern(text, flags))
