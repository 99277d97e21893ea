"""The markup of one source: the cited words in their context, under the trail that leads to them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from askme.schema import Citation, StepKind
from askme.web.excerpt import Line, around
from askme.web.links import source_url

NameOf = Callable[[str], str]
"""From a profile's id to its display name."""


def source(citation: Citation, key: str, title: str, name_of: NameOf) -> str:
    """The cited words in their context, under the trail that leads to them."""
    steps = "".join(f"<li>{escape(text)}</li>" for text in trail(citation))
    dates = next((step.shown for step in reversed(citation.trail) if step.kind is StepKind.DATES), "")
    lines = "".join(_line(line) for line in around(citation.document.text, citation))
    return f"""<div class="source" id="{key}" data-title="{escape(title)}">
<p class="person">{escape(name_of(citation.profile))}</p>
<ol class="trail">{steps}{f'<li class="dates">{escape(dates)}</li>' if dates else ""}</ol>
<ol class="excerpt" tabindex="0" aria-label="The words in their place">{lines}</ol>
<p class="file"><span>{escape(citation.source)}</span></p>
<p class="whole"><a href="{escape(source_url(citation).lstrip("/"))}" target="_blank" rel="noopener">Open the whole
document</a></p></div>"""


def _line(line: Line) -> str:
    heading = line.sigil.lstrip().startswith("#")
    kind = "heading" if heading else "empty" if not line.text.strip() else "plain"
    cited = f"<mark>{escape(line.cited)}</mark>" if line.cited else ""
    sigil = f'<span class="sigil">{escape(line.sigil)}</span>' if line.sigil else ""
    words = f"{escape(line.before)}{cited}{escape(line.after)}"
    shown = f'<span class="words">{sigil}{words}</span>' if heading else f'{sigil}<span class="words">{words}</span>'
    return f'<li class="{kind}" value="{line.number}"><span class="number">{line.number}</span>{shown}</li>'


def trail(citation: Citation) -> tuple[str, ...]:
    """Section, entry and role, outermost first, each once."""
    order = (StepKind.SECTION, StepKind.ENTRY, StepKind.ROLE)
    steps = [step.shown for kind in order for step in citation.trail if step.kind is kind]
    return tuple(dict.fromkeys(one_line(step) for step in steps if step.strip()))


def one_line(text: str) -> str:
    return " ".join(text.split())
