"""Admission of requests. Every websocket starts a process, so every request is checked.

Three checks, each against another attack:

* **Host** must equal the served address. This stops DNS rebinding, where a foreign name points at
  this machine.
* **Origin** must be our own page if given, and must be given for a websocket. Browsers let any page
  open a websocket to any machine.
* **The token** must be the first part of the path, also for files and the websocket. Other programs
  on this machine know the port, but not the token.

The token isn't a cookie: cookies ignore the port, so any other server on this machine would receive
it, and its pages would count as the same site. A same-site cookie would be missing after a click on
the address in a message.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address

HTTP_PORT = 80
"""Browsers leave this port out of an address."""

TOKEN_BYTES = 16
"""128 bits: can't be guessed."""


def new_token() -> str:
    """Return a random token for a URL."""
    return secrets.token_urlsafe(TOKEN_BYTES)


@dataclass(frozen=True, slots=True)
class Guard:
    """Address and token of one server."""

    address: IPv4Address | IPv6Address
    port: int
    token: str = field(default_factory=new_token, repr=False)

    @property
    def host(self) -> str:
        """The expected ``Host`` header."""
        name = f"[{self.address}]" if self.address.version == 6 else str(self.address)
        return name if self.port == HTTP_PORT else f"{name}:{self.port}"

    @property
    def origin(self) -> str:
        """The ``Origin`` header of our own page."""
        return f"http://{self.host}"

    @property
    def url(self) -> str:
        """The full address; it is the only key."""
        return f"{self.origin}/{self.token}/"

    def admits(
        self, path: str, hosts: Sequence[str], origins: Sequence[str], *, websocket: bool
    ) -> bool:
        """Return whether to admit a request with all its ``Host`` and ``Origin`` headers."""
        return (
            list(hosts) == [self.host]
            and (list(origins) == [self.origin] or (not origins and not websocket))
            and self._has_token(path)
        )

    def _has_token(self, path: str) -> bool:
        given = path.removeprefix("/").partition("/")[0]
        # Constant time. `compare_digest` rejects non-ASCII text, so compare bytes.
        return secrets.compare_digest(
            given.encode("utf-8", "surrogatepass"), self.token.encode("utf-8")
        )
