import re
import shlex

import pytest
import typer

from askme.cli.program import app
from askme.cli.usage import questions_last
from homes import Home

COMMANDS = typer.main.get_command(app).commands
VALUED = {"--after", "--profile", "-p"}


@pytest.fixture
def here(tmp_path):
    return Home(tmp_path)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["Who?"], ["Who?"]),
        (["-5 degrees?"], ["--", "-5 degrees?"]),
        (["--json", "--pick one of them"], ["--json", "--", "--pick one of them"]),
        (["-x"], ["-x"]),
        (["--profile", "- a b", "Who?"], ["--profile", "- a b", "Who?"]),
        (["--profile=a b", "Who?"], ["--profile=a b", "Who?"]),
        (["--", "-5 degrees?"], ["--", "-5 degrees?"]),
        (["--after"], ["--after"]),
    ],
)
def test_a_question_that_begins_with_a_dash_is_no_option(args, expected):
    assert questions_last(args, VALUED) == expected


@pytest.mark.parametrize("command", ["", "index", "ask", "serve", "mcp", "key", "settings"])
def test_help_teaches_and_is_not_mangled(askme, here, command):
    done = askme(here, *([command] if command else []), "--help")
    assert (done.status, done.err) == (0, "")
    assert max(len(line) for line in done.out.splitlines()) <= 80
    assert "\x1b" not in done.out
    assert "\b" not in done.out
    assert "[[" not in done.out
    assert re.search(r"^    \S*.*askme ", done.out, re.MULTILINE), "it has examples on lines of their own"
    assert "..." not in done.out.partition("Commands:")[2].partition("Options beat")[0], "no description is cut"


def examples():
    for name, command in COMMANDS.items():
        for line in command.help.splitlines():
            found = re.search(r"askme (\w+)(.*?)( >>? .*| && .*)?$", line) if line.startswith("  ") else None
            if found and "echo" not in line:
                yield pytest.param(name, found.group(1), found.group(2), id=line.strip())


@pytest.mark.parametrize(("documented", "name", "rest"), list(examples()))
def test_the_examples_in_the_help_are_right(documented, name, rest):
    assert documented == name
    COMMANDS[name].make_context(name, shlex.split(rest))


def test_the_example_rows_in_the_help_are_right():
    from askme.cli import batch

    rows = [line.strip() for line in COMMANDS["ask"].help.splitlines() if line.strip().startswith("{")]
    assert [batch.row(line.encode()).id for line in rows] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["frobnicate"], "there is no command 'frobnicate'. Commands: index, ask, serve, mcp, key, settings."),
        (["aks"], "Did you mean 'ask'?"),
        (["Who knows Rust?"], 'To ask it: askme ask "Who knows Rust?"'),
        (["--verbose"], "No such option: --verbose"),
        (["ask"], "either a question in quotes or --batch"),
        (["ask", "Who?", "--batch", "rows.jsonl"], "either a question in quotes or --batch"),
        (["ask", "Who", "knows", "Rust?"], "extra argument"),
        (["ask", "-x"], "No such option: -x"),
        (["ask", "--batch", "rows.jsonl", "--profile", "ada"], "each row's own"),
        (["ask", "Who?", "--corpus", ""], "it is empty"),
        (["ask", "Who?", "--index", ""], "it is empty"),
        (["index", "--check", "--force"], "give one of them"),
        (["serve", "--port", "abc"], "a valid integer"),
        (["serve", "--port", "65536"], "65535"),
    ],
)
def test_wrong_usage_is_2_with_a_hint(askme, here, arguments, told):
    done = askme(here, *arguments)
    assert (done.status, done.out) == (2, "")
    assert told in " ".join(done.err.split())
    assert "Traceback" not in done.err


def test_no_arguments_show_the_help(askme, here):
    done = askme(here)
    assert "Usage: askme" in done.out + done.err


def test_the_version_is_told(askme, here):
    assert re.fullmatch(r"askme \d+\.\d+\.\d+\n", askme(here, "--version").out)
