"""Where a citation leads, the page that shows its document with the quoted words marked; and which links of others are
passed on."""

from __future__ import annotations

import re
from urllib.parse import quote

from askme.schema import Citation

_PASSED_ON = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"'`\\\x00-\x20\x7f]+", re.IGNORECASE)


def source_url(citation: Citation) -> str:
    """The address of a citation's page, relative to the host; each segment of the path is percent-encoded.

    >>> from askme.schema import Document
    >>> page = Document(id="ada/my cv?.md", profile_id="ada", source="ada/my cv?.md", text="Wrote it.")
    >>> source_url(Citation.of(page, 0, 5))
    '/sources/ada/my%20cv%3F.md?start=0&end=5'
    """
    return f"{document_url(citation.document.id)}?start={citation.start}&end={citation.end}"


def document_url(document_id: str) -> str:
    """The address of a document's page, relative to the host.

    >>> document_url("ada/résumé.md")
    '/sources/ada/r%C3%A9sum%C3%A9.md'
    """
    return "/sources/" + "/".join(quote(step, safe="", errors="replace") for step in document_id.split("/"))


def is_passed_on(link: str) -> bool:
    """Whether a link that a profile gives may reach whoever shows it: a page, a mail address or a telephone, no script.

    >>> [is_passed_on(link) for link in ("https://ada.example", "javascript:alert(1)", "data:text/html,x")]
    [True, False, False]
    """
    return len(link) <= 2000 and _PASSED_ON.fullmatch(link) is not None
