"""How a desk is served."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.settings import Settings

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """``login``: everybody needs a user or a token; always so where ``host`` is not loopback or there are
    ``names``, the host names under which the desk may be asked for beside that. ``https``: it is reached through TLS.
    ``reading``: how pasted texts are read."""

    host: str = "127.0.0.1"
    port: int = 8400
    login: bool = False
    https: bool = False
    names: tuple[str, ...] = ()
    reading: Settings = field(default_factory=Settings)

    @property
    def loopback(self) -> bool:
        return self.host in LOOPBACK

    @property
    def guarded(self) -> bool:
        """Whether somebody must say who he is."""
        return self.login or not self.loopback or bool(self.names)
