"""The commands and their options. Whatever is heavy is imported by the command that needs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from askme import __version__
from askme.cli.options import Corpus, Debug, Index, Model
from askme.cli.usage import Commands, QuestionCommand

if TYPE_CHECKING:
    from askme.settings import Settings

app = typer.Typer(
    name="askme",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    help="""Ask people's profiles a question; every sentence of the answer points to the exact words that support it.

    Put a Markdown or text file for each person into the folder `corpus`, then:

    \b
      askme ask "Who has worked with Kubernetes?"
      askme ask "What does she work on now?" --profile ada
      askme serve

    The index is built by itself when it is missing or outdated.
    """,
    epilog="Options beat environment variables (ASKME_...), which beat askme.toml, which beats the defaults; "
    "`askme settings` shows what is in force.",
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"askme {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command(short_help="Build the index of the profiles, or check it.")
def index(
    corpus: Corpus = None,
    index: Index = None,
    model: Model = None,
    check: Annotated[bool, typer.Option("--check", help="Only check that the index is sound; build nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Build even when nothing has changed.")] = False,
    debug: Debug = False,
) -> None:
    """Build the index: read the profiles, embed what changed, switch to the new index in one step.

    The old index goes on answering until the new one is complete; a build that is stopped changes nothing. A file that
    cannot be read is named, and the others are indexed.

    \b
    Examples:
      askme index
      askme index --corpus people --index people-index
      askme index --check
    """
    if check and force:
        raise typer.BadParameter("--check builds nothing and --force builds: give one of them.")
    from askme.cli import commands

    commands.index(_settings(corpus=corpus, index=index, model=model), check=check, force=force)


@app.command(cls=QuestionCommand, short_help="Ask a question, or a file of questions.")
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="What to ask, in quotes.", show_default=False)
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", "-p", metavar="ID", help="Ask about this person only; without it, about all."),
    ] = None,
    after: Annotated[
        list[str] | None,
        typer.Option("--after", metavar="QUESTION", help="An earlier question; repeat it for more, oldest first."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one line of JSON.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", metavar="FILE", help="Answer a file of JSON lines; - reads standard input."),
    ] = None,
    corpus: Corpus = None,
    index: Index = None,
    model: Model = None,
    debug: Debug = False,
) -> None:
    """Ask a question; the answer comes with the words that support it.

    What the profiles do not say is answered with just that. A missing or outdated index is built first.

    \b
    Examples:
      askme ask "Who has used Rust?"
      askme ask "What did she build at Acme?" --profile ada
      askme ask "When was that?" -p ada --after "What did she build?"
      askme ask "Who has used Rust?" --json
      askme ask --batch questions.jsonl > answers.jsonl

    \b
    A batch has one row a line; profile and history may be left out:
      {"id": 1, "question": "Who has used Rust?"}
      {"id": 2, "question": "When?", "profile": "ada", "history": ["..."]}
    A row that cannot be answered is named with its line, the others are
    answered, and the exit status is 1.
    """
    if (question is None) == (batch is None):
        raise typer.BadParameter('give either a question in quotes or --batch FILE: askme ask "Who has used Rust?"')
    if batch is not None and (profile is not None or after):
        raise typer.BadParameter('--batch takes each row\'s own "profile" and "history": leave --profile, --after out.')
    from askme.cli import commands

    settings = _settings(corpus=corpus, index=index, model=model)
    if batch is not None:
        commands.ask_batch(settings, batch, debug=debug)
    elif question is not None:
        commands.ask(settings, question, profile, after or (), as_json=as_json)


@app.command(short_help="Serve the chat page.")
def serve(
    host: Annotated[
        str | None, typer.Option("--host", metavar="ADDRESS", help="Address to listen on. [127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="PORT", min=0, max=65535, help="Port; 0 takes a free one. [7860]")
    ] = None,
    corpus: Corpus = None,
    index: Index = None,
    model: Model = None,
    debug: Debug = False,
) -> None:
    """Serve the chat page; its address is printed once it answers. Ctrl-C stops it.

    A missing or outdated index is built first; a running server notices a new index by itself.

    \b
    Examples:
      askme serve
      askme serve --port 0
      askme serve --host 0.0.0.0 --port 8080
    """
    from askme.cli import commands

    commands.serve(_settings(corpus=corpus, index=index, model=model, host=host, port=port))


@app.command(short_help="Serve agents over standard input and output (MCP).")
def mcp(corpus: Corpus = None, index: Index = None, model: Model = None, debug: Debug = False) -> None:
    """Serve an agent on this machine, by the Model Context Protocol over standard input and output.

    The agent starts this command itself; it ends when the agent closes its end. A missing or outdated index is built
    first. Everybody can be asked about, private profiles too, as with `askme ask`.

    \b
    Examples:
      askme mcp
      askme mcp --corpus people --index people-index

    \b
    In the agent's settings:
      {"mcpServers": {"askme": {
        "command": "askme",
        "args": ["mcp", "--corpus", "/path/corpus", "--index", "/path/index"]
      }}}
    """
    from askme.cli import commands

    commands.mcp(_settings(corpus=corpus, index=index, model=model))


@app.command(short_help="Make an API key for a program.")
def key(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it: lower case letters, digits, hyphens.")],
    profile: Annotated[
        list[str] | None,
        typer.Option("--profile", "-p", metavar="ID", help="Only for this person; repeat it for more. [all]"),
    ] = None,
    debug: Debug = False,
) -> None:
    """Make an API key for a program that asks server to server; it may ask about private profiles, too.

    The key goes to standard error, this once. Standard output gets the lines for askme.toml, which hold its hash alone:
    a stolen settings file gives no key away. To take a key back, remove its lines.

    \b
    Examples:
      askme key crm
      askme key crm >> askme.toml
      askme key hr --profile ada --profile bob
    """
    from askme.cli import keys

    keys.make(_settings(), name, profile or ())


@app.command(short_help="Show every setting, its value and where that is from.")
def settings(debug: Debug = False) -> None:
    """Show every setting, its value and where that is from.

    \b
    Examples:
      askme settings
      ASKME_PORT=8080 askme settings
      echo 'port = 8080' >> askme.toml && askme settings
    """
    from askme.cli import commands

    commands.settings()


def _settings(**options: Any) -> Settings:
    from askme.settings import load

    return load(options)[0]
