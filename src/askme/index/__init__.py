"""The index of the passages: built whole, switched at one stroke, read without a lock."""

from askme.index.building import build
from askme.index.checking import check
from askme.index.condition import Condition, State, state
from askme.index.context import context
from askme.index.fingerprint import Fingerprint
from askme.index.opened import Index, View
from askme.index.opening import open_index
from askme.index.progress import Progress
from askme.index.reader import IndexReader
from askme.index.screening import Contact

__all__ = [
    "Condition",
    "Contact",
    "Fingerprint",
    "Index",
    "IndexReader",
    "Progress",
    "State",
    "View",
    "build",
    "check",
    "context",
    "open_index",
    "state",
]
