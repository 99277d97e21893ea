"""What the log holds: one line for each request, and failures by kind and place. No question, no text of a visitor.

An exception's own message may repeat what was asked, so only its type and the lines of code that it passed are written.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from askme.settings import Settings
from askme.web import headers
from askme.web.asgi import Scope

REQUESTS = logging.getLogger("askme.web.requests")
"""One line for each request, at level INFO."""
QUESTIONS = logging.getLogger("askme.web.questions")
"""The questions themselves, at level INFO, where the owner's settings allow that."""

_FOREIGN = ("uvicorn.error", "asyncio", "fastapi", "starlette", "gradio")
"""Loggers of libraries that write exceptions."""
_FRAMES = 12
_SURFACES = (("/api/", "api"), ("/v1/", "openai"), ("/mcp", "mcp"), ("/gradio_api/", "chat"), ("/embed", "widget"))


@dataclass
class Entry:
    """One request as the log knows it."""

    method: str
    path: str
    status: int = 0
    began: float = field(default_factory=time.monotonic)

    def write(self, scope: Scope) -> None:
        """Log the request once it is done with."""
        if REQUESTS.isEnabledFor(logging.INFO):
            spent = 1000 * (time.monotonic() - self.began)
            problem = scope.get(headers.PROBLEM) or "-"
            told = (_plain(self.method), self._place(scope), self.status or "-", spent, surface(self.path), problem)
            REQUESTS.info("%s %s %s %.0fms %s %s", *told)

    def _place(self, scope: Scope) -> str:
        """The route's template, which holds no name of a visitor's choice; without one, the beginning of the path."""
        route = getattr(scope.get("route"), "path", "")
        return str(route) if "{" in route else _plain(self.path)


def surface(path: str) -> str:
    """Which part of the site a path belongs to."""
    return next((name for start, name in _SURFACES if path.startswith(start)), "page")


def failed(logger: logging.Logger, what: str, error: BaseException) -> None:
    """Log a failure that nobody foresaw."""
    logger.error("%s: %s", what, described(error))


def described(error: BaseException) -> str:
    """Type and place of an exception and of what caused it, on one line."""
    told: list[str] = []
    current: BaseException | None = error
    while current is not None and len(told) < 4:
        frames = traceback.extract_tb(current.__traceback__)[-_FRAMES:]
        places = " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames)
        told.append(f"{type(current).__name__} at {places or 'an unknown place'}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return ", caused by ".join(told)


class Discreet(logging.Filter):
    """Lets a record pass without what its exception says."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info:
            error = record.exc_info[1] if isinstance(record.exc_info, tuple) else sys.exception()
            place = described(error) if error is not None else "no exception"
            record.msg, record.args = f"{record.getMessage().splitlines()[0][:200]}: {place}", ()
            record.exc_info = record.exc_text = None
        return True


@contextmanager
def kept(settings: Settings) -> Iterator[None]:
    """While the server runs: what libraries log is kept discreet, and what the owner wants to read goes to stderr."""
    discreet, handler = Discreet(), logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    wanted = [REQUESTS] * settings.log_requests + [QUESTIONS] * settings.log_questions
    for name in _FOREIGN:
        logging.getLogger(name).addFilter(discreet)
    for logger in wanted:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        for name in _FOREIGN:
            logging.getLogger(name).removeFilter(discreet)
        for logger in wanted:
            logger.removeHandler(handler)
            logger.setLevel(logging.NOTSET)


def _plain(text: str) -> str:
    """A text of the visitor's on one line of ASCII, not too long."""
    return quote(text[:100], safe="/-._~")
