"""What somebody may do: a reader reads, a reviewer judges too, an admin looks after users and the audit log too."""

from __future__ import annotations

from typing import Literal, TypeGuard, get_args

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


class AccessError(ValueError):
    """A user, token or password that there is not, or that cannot be."""


def role_given(name: str) -> Role:
    """The role of a name. Raises ``AccessError``."""
    if not _is_role(name):
        raise AccessError(f"{name[:40]!r} is no role: {', '.join(ROLES)}")
    return name


def may(role: str, needed: Role) -> bool:
    """Whether a role is ``needed`` or above it; what is no role may nothing."""
    return _is_role(role) and ROLES.index(role) >= ROLES.index(needed)


def lower(one: Role, other: Role) -> Role:
    """The lower of two roles."""
    return min(one, other, key=ROLES.index)


def sound(text: str) -> str:
    """Text that both databases take: no zeros, no halves of characters."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode("utf-8")


def _is_role(name: str) -> TypeGuard[Role]:
    return name in ROLES
