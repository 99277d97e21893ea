"""The command line: `askme index`, `ask`, `serve`, `mcp`, `key` and `settings`."""

from askme.cli.main import main

__all__ = ["main"]
