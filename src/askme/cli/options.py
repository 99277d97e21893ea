"""The options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer


def _given(value: str | None) -> str | None:
    """An empty path would mean the current folder: an unset variable of the shell, never what was meant."""
    if value == "":
        raise typer.BadParameter("it is empty; name a folder, or leave the option out.")
    return value


Corpus = Annotated[
    str | None,
    typer.Option(
        "--corpus", metavar="DIR", callback=_given, help="Folder of profiles: a file or folder a person. [corpus]"
    ),
]
Index = Annotated[
    str | None,
    typer.Option("--index", metavar="DIR", callback=_given, help="Folder of the built index. [index]"),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        callback=_given,
        help="Embedding model: any sentence-transformers name or folder. [default]",
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show a traceback when something fails.")]
