"""Who may come in. Behind every websocket a process starts, so every request is looked at.

Three things have to be right, and each stops something else:

* **Host** is the address served, letter for letter. A name that a foreign page made point at this
  machine (DNS rebinding) is another host.
* **Origin** is our own page, wherever a browser names it, and it has to name it for a websocket.
  Browsers let any page open a websocket to any machine; this is what tells them apart.
* **The token** is the first part of the path, of the page, its files and the websocket alike. Other
  programs on this machine know the port, but not the token.

The token is in the path and not in a cookie, because a cookie belongs to a host whatever the port:
any other server on this machine would be sent it, and a page from there would count as the same
site. A cookie for one site only is also missing when the address was followed from a message.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address

HTTP_PORT = 80
"""Browsers leave this port out of an address."""

TOKEN_BYTES = 16
"""128 bits: nobody guesses it."""


def new_token() -> str:
    """A random token, as it stands in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


@dataclass(frozen=True, slots=True)
class Guard:
    """What one server answers to."""

    address: IPv4Address | IPv6Address
    port: int
    token: str = field(default_factory=new_token, repr=False)

    @property
    def host(self) -> str:
        """What a browser writes into ``Host``."""
        name = f"[{self.address}]" if self.address.version == 6 else str(self.address)
        return name if self.port == HTTP_PORT else f"{name}:{self.port}"

    @property
    def origin(self) -> str:
        """What a browser writes into ``Origin`` for our own page."""
        return f"http://{self.host}"

    @property
    def url(self) -> str:
        """The whole address, which is the only key."""
        return f"{self.origin}/{self.token}/"

    def admits(
        self, path: str, hosts: Sequence[str], origins: Sequence[str], *, websocket: bool
    ) -> bool:
        """Whether a request may come in; ``hosts`` and ``origins`` are all headers of that name."""
        return (
            list(hosts) == [self.host]
            and (list(origins) == [self.origin] or (not origins and not websocket))
            and self._has_token(path)
        )

    def _has_token(self, path: str) -> bool:
        given = path.removeprefix("/").partition("/")[0]
        # Takes equally long however much of it is right; only bytes may hold what is not ASCII.
        return secrets.compare_digest(
            given.encode("utf-8", "surrogatepass"), self.token.encode("utf-8")
        )
