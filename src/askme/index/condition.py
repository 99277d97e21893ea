"""Whether the index still fits what it was built from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from askme.embedding import model_fingerprint
from askme.errors import IndexError_, IndexMissing
from askme.index import fingerprint, generation
from askme.index.layout import Layout
from askme.settings import Settings


class Condition(StrEnum):
    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True)
class State:
    """The index's condition, and why it is not fresh."""

    condition: Condition
    reason: str = ""

    @property
    def fresh(self) -> bool:
        return self.condition is Condition.FRESH


def state(settings: Settings, *, weights: str | None = None) -> State:
    """Compare the index with the corpus, the model and the code as they are now. Only files that changed are read.

    A damaged index is stale: building it anew is the remedy for both.

    :param weights: the embedding model's fingerprint; by default that of the settings' model.
    :raises CorpusError: the corpus folder cannot be read.
    :raises ModelError: the embedding model is missing or altered.
    """
    layout = Layout(settings.index)
    try:
        folder = layout.folder(layout.pointed())
        manifest = generation.manifest(folder)
    except IndexMissing as error:
        return State(Condition.MISSING, str(error))
    except IndexError_ as error:
        return State(Condition.STALE, str(error))
    if lost := manifest.lost_files(folder):
        return State(Condition.STALE, f"{folder / lost[0]} is missing or damaged")
    files = fingerprint.snapshot(settings, manifest.corpus)
    now = fingerprint.fingerprint(settings, weights or model_fingerprint(settings), files)
    reason = manifest.fingerprint.difference(now)
    return State(Condition.STALE, reason) if reason else State(Condition.FRESH)
