"""The commands of users and tokens: who may come to the desk."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import STORE, Store
from verbale.cli.terminal import run

_HELP = {"help_option_names": ["-h", "--help"]}
user = typer.Typer(help="Look after the users of the desk.", no_args_is_help=True, context_settings=_HELP)
token = typer.Typer(
    help="Look after the tokens by which programs come to the desk.", no_args_is_help=True, context_settings=_HELP
)
app.add_typer(user, name="user")
app.add_typer(token, name="token")


class RoleChoice(StrEnum):
    """What somebody may do."""

    reader = "reader"
    reviewer = "reviewer"
    admin = "admin"


class PeopleFormat(StrEnum):
    """How lists come out."""

    pretty = "pretty"
    json = "json"


Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of a user.")]
Shown = Annotated[PeopleFormat, typer.Option("--format", help="For people, or for machines.")]
Stdin = Annotated[
    bool, typer.Option("--stdin", help="Read the password from the first line of standard input, not the terminal.")
]


@user.command("add")
def add_user(
    name: Name,
    role: Annotated[RoleChoice, typer.Option(help="What they may do: read; judge, too; look after users, too.")] = (
        RoleChoice.reader
    ),
    password: Annotated[
        bool, typer.Option("--password/--no-password", help="With a password, or by tokens only.")
    ] = True,
    stdin: Stdin = False,
    store: Store = STORE,
) -> None:
    """Make a user, or take a removed one back.

    The password is asked for on the terminal, 12 characters at least.
    """
    from verbale.cli.people import add

    run(lambda: add(store, name, role.value, password, stdin))


@user.command("list")
def list_users(format: Shown = PeopleFormat.pretty, store: Store = STORE) -> None:
    """List the users."""
    from verbale.cli.people import show_users

    run(lambda: show_users(store, format.value))


@user.command("role")
def change_role(
    name: Name,
    role: Annotated[RoleChoice, typer.Argument(metavar="ROLE", help="reader, reviewer or admin.")],
    store: Store = STORE,
) -> None:
    """Give a user another role; they are logged out."""
    from verbale.cli.people import change_role as change

    run(lambda: change(store, name, role.value))


@user.command("password")
def change_password(name: Name, stdin: Stdin = False, store: Store = STORE) -> None:
    """Give a user another password; they are logged out."""
    from verbale.cli.people import change_password as change

    run(lambda: change(store, name, stdin))


@user.command("remove")
def remove_user(name: Name, store: Store = STORE) -> None:
    """Let a user in no more, at once; their tokens end too. What they judged stays."""
    from verbale.cli.people import remove

    run(lambda: remove(store, name))


@token.command("add")
def add_token(
    name: Name,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What it is for.")],
    role: Annotated[RoleChoice, typer.Option(help="What it may do, at most what its user may.")] = RoleChoice.reader,
    days: Annotated[
        int | None, typer.Option(min=1, max=3660, metavar="N", help="For how many days; without it for good.")
    ] = None,
    store: Store = STORE,
) -> None:
    """Make a token of a user. It is shown this once: programs send it as Authorization: Bearer TOKEN."""
    from verbale.cli.people import add_token as add

    run(lambda: add(store, name, label, role.value, days))


@token.command("list")
def list_tokens(format: Shown = PeopleFormat.pretty, store: Store = STORE) -> None:
    """List the tokens in use, without their secrets."""
    from verbale.cli.people import show_tokens

    run(lambda: show_tokens(store, format.value))


@token.command("remove")
def remove_token(
    id: Annotated[int, typer.Argument(metavar="ID", min=1, max=2**31 - 1, help="The number of a token.")],
    store: Store = STORE,
) -> None:
    """Let a token in no more, at once."""
    from verbale.cli.people import remove_token as remove

    run(lambda: remove(store, id))
