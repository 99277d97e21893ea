"""The command line: `askme index`, `askme ask`, `askme serve`, `askme settings`."""

from askme.cli.main import main

__all__ = ["main"]
