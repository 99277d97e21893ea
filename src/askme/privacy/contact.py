"""What an owner published as contact: by the heading over it, or the label before it."""

from __future__ import annotations

import re

from askme.text import fold

_PHRASES = (
    r"contacts?|contact (?:me|us|details?|info|information|data|form|page|(?:and|&) links)",
    r"(?:my |personal )?contact (?:details|information|info)|reach out(?: to me)?|hire me|work with me",
    r"(?:how to |where to )?(?:get|keep|stay|be) in (?:touch|contact)(?: with me)?|say (?:hi|hello)|drop me a line",
    r"(?:how to |where to |you can )?(?:reach|find|write to|write|e-?mail|call|message) me(?: (?:at|on|here))?",
    r"let'?s (?:talk|chat|connect|work together)|connect(?: with me)?",
    r"kontakt(?:e|daten|info|informasjon|information)?|(?:ta )?kontakt(?: meg)?|contacto|contatt[io]|contato",
    r"contactez-moi|coordonn[eé]es|contactgegevens|yhteystiedot",
)
_HEADINGS = "|".join(_PHRASES)
_LABEL = rf"(?:^|[|•·])[ \t>*_#-]{{0,8}}(?:{_HEADINGS})[ \t*_]{{0,4}}:[^|•·]*$"
_NOISE = re.compile(r"[^\w&'/ -]+")


def is_contact_heading(heading: str) -> bool:
    """Whether a heading says that what stands under it is for getting in touch.

    >>> is_contact_heading("📫 Get in touch!"), is_contact_heading("Contact centres")
    (True, False)
    """
    plain = " ".join(_NOISE.sub(" ", fold(heading[:80])).split())
    return re.fullmatch(_HEADINGS, plain) is not None


def stands_as_contact(text: str, start: int) -> bool:
    """Whether the line up to an offset is a label of contact ("Contact: ada@x.org")."""
    begin = max(text.rfind("\n", 0, start) + 1, start - 200)
    return re.search(_LABEL, fold(text[begin:start])) is not None
