"""All private data of a text."""

from __future__ import annotations

from askme.privacy.found import Found


def find(text: str) -> tuple[Found, ...]:
    """Private data in the order of the text, no two of them overlapping; empty when there is none.

    Time is linear in the length of the text, whatever it is.

    >>> [(found.kind.value, found.start, found.end) for found in find("ada@x.org | tel. 22 33 44 55")]
    [('email', 0, 9), ('phone', 17, 28)]
    """
    if not any(char.isdigit() for char in text) and not _may_hold_email(text):
        return ()
    from askme.privacy.searching import Search  # its patterns take 60 ms to compile, and only a build needs them

    return Search(text).all()


def _may_hold_email(text: str) -> bool:
    folded = text.casefold()
    return any(
        sign in folded for sign in ("@", "＠", "mailto:", " at ", "at)", "at]", "at}", "at>", "at*", "_at", "&#")
    )
