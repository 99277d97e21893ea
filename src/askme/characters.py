"""Characters of texts that others wrote."""

from __future__ import annotations


def whole(text: str) -> str:
    r"""Without halves of characters, which JSON and the bytes of a command line can spell and no encoding can write.

    Two halves that belong together are joined; a lone one (a surrogate) becomes U+FFFD.

    >>> whole("caf\udce9 \ud83d\ude00") == "caf\ufffd \U0001f600"
    True
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
