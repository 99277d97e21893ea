"""The answerers by name. Each is made for one corpus folder, and imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from evals.cases import Case, CaseError
from evals.outcomes import Outcome


class Answerer(Protocol):
    """Answers the cases of one corpus."""

    @property
    def fingerprint(self) -> dict[str, str]:
        """What decides the answers: digests of index, model and settings, by name."""
        ...

    def answer(self, case: Case) -> Outcome:
        """The outcome of one case; what goes wrong is an outcome too, of status `failed`."""
        ...


ANSWERERS = {
    "askme": "evals.answerers.product:Product",
    "top-lines": "evals.answerers.top_lines:TopLines",
}
"""`module:class` by name; the class takes the corpus folder."""


def opened(name: str, corpus: Path) -> Answerer:
    """The answerer of this name over this corpus folder.

    :param name: one of `ANSWERERS`, or `module:class` of one's own
    :raises CaseError: there is no such answerer
    """
    module, _, made = ANSWERERS.get(name, name).partition(":")
    try:
        answerer: Answerer = getattr(import_module(module), made)(corpus)
    except (ImportError, AttributeError, ValueError) as error:
        raise CaseError(f"no answerer {name!r} ({error}); one of {', '.join(ANSWERERS)}, or module:class") from error
    return answerer
