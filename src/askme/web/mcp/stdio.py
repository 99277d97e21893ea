"""MCP over standard input and output, for an agent on the owner's machine: it starts `askme mcp` and talks to it."""

from __future__ import annotations

import os
import signal
from typing import Any

import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from askme.policy import Visibility
from askme.settings import Settings
from askme.web.assistant import Assistant
from askme.web.callers import Caller
from askme.web.conversations import Conversations
from askme.web.desk import Desk
from askme.web.limits import Limits
from askme.web.mcp.server import server
from askme.web.mcp.visit import Visit
from askme.web.metrics import Metrics
from askme.web.site import Site

INTERRUPTED = 130
OWNER = Caller(address="local", local=True)


def run(assistant: Assistant, settings: Settings) -> None:
    """Serve until standard input ends. Standard output carries the protocol alone, whoever else prints.

    Ctrl-C ends the process at once: a thread waits for the next line, which no exception wakes, and nothing is held
    that would have to be put back.
    """
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    site = owners_site(assistant, settings)
    base = settings.public_url or ""
    try:
        anyio.run(_serve, server(lambda _: Visit(site, OWNER, base)))
    finally:
        site.desk.close()


async def _serve(made: Server[Any]) -> None:
    async with stdio_server() as (incoming, outgoing):
        await made.run(incoming, outgoing, made.create_initialization_options())


def owners_site(assistant: Assistant, settings: Settings) -> Site:
    """A site for its owner alone, who sees everybody, as on the command line, and may ask without limit."""
    policies = {
        profile_id: policy.model_copy(update={"visibility": Visibility.PUBLIC})
        for profile_id, policy in settings.profiles.items()
    }
    everybody = settings.model_copy(update={"profiles": policies})
    metrics = Metrics()
    desk = Desk(assistant, everybody, Unlimited(settings), Conversations(settings.conversation_minutes), metrics)
    return Site(assistant, everybody, desk, metrics)


class Unlimited(Limits):
    """Counts nothing."""

    def take(self, caller: Caller, profile_id: str | None) -> None:
        """Let every question pass."""

    def look(self, caller: Caller) -> None:
        """Let everything else pass."""
