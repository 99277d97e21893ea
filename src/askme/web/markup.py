"""The markup of one turn: a question, and its answer so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from askme.schema import Abstention, Answer, Citation, Claim, ClaimForm, Quoted, Status
from askme.web.frame import asks
from askme.web.source import NameOf, one_line, source, trail
from askme.web.turn import Stage, Turn, place

ABSTAINED = {
    Abstention.NOT_STATED: "The profile does not say",
    Abstention.OFF_TOPIC: "Not about the people here",
    Abstention.INSTRUCTION: "An instruction, not a question",
    Abstention.OPINION: "No source states an opinion on this",
    Abstention.WITHHELD: "Nothing that could be supported",
    Abstention.PRIVATE: "Kept private",
}


def turn(one: Turn, name_of: NameOf) -> str:
    """A question and its answer so far. Parts only ever grow, so that a reader's focus and place are kept."""
    numbers = _Numbers.of(one, name_of)
    spoken = one.error or (one.answer.text if one.answer else "")
    about = f'<p class="about">About {escape(one.about)}</p>' if one.about else '<p class="about" hidden></p>'
    return f"""<article class="turn" id="turn-{one.number}" data-key="{escape(one.key)}"
data-state="{one.stage}" data-spoken="{escape(spoken)}">
<div class="asked">{about}<h2>{escape(one.question)}</h2>{_understood(one)}</div>
<div class="reply" aria-busy="{str(one.stage is Stage.BUSY).lower()}">
<div class="claims">{_note(one)}{_claims(one.claims, numbers)}</div>
<div class="after">{_after(one, numbers)}</div></div>
<div class="kept" hidden>{"".join(numbers.sources())}</div></article>"""


def _understood(one: Turn) -> str:
    if not one.standalone:
        return '<p class="understood" hidden></p>'
    return f'<p class="understood">Understood as “{escape(one.standalone)}”</p>'


@dataclass(frozen=True)
class _Numbers:
    """The numbers of one turn's citations, and the way from a number to its source."""

    turn: int
    citations: tuple[Citation, ...]
    name_of: NameOf
    by_place: dict[tuple[str, int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, one: Turn, name_of: NameOf) -> _Numbers:
        by_place = {place(citation): number for number, citation in enumerate(one.citations, start=1)}
        return cls(one.number, one.citations, name_of, by_place)

    def marker(self, citation: Citation) -> str:
        number = self.by_place[place(citation)]
        told = f"Source {number}: {self.name_of(citation.profile)}, {citation.source}"
        return (
            f'<button type="button" class="cite" data-source="source-{self.turn}-{number}" aria-haspopup="true" '
            f'aria-label="{escape(told)}"><i>[</i>{number}<i>]</i></button>'
        )

    def markers(self, citations: Iterable[Citation]) -> str:
        """The markers of one claim, each once, kept on the line of the word before them."""
        once = {place(citation): citation for citation in citations}
        return "".join(f"\u2060{self.marker(citation)}" for citation in once.values())

    def sources(self) -> list[str]:
        total = len(self.citations)
        return [
            source(one, f"source-{self.turn}-{n}", f"Source {n} of {total}", self.name_of)
            for n, one in enumerate(self.citations, start=1)
        ]


def _claims(claims: Iterable[Claim], numbers: _Numbers) -> str:
    parts = []
    for is_item, group in groupby(claims, key=lambda claim: claim.form is ClaimForm.ITEM):
        if is_item:
            parts.append(f"<ul>{''.join(_claim('li', claim, numbers) for claim in group)}</ul>")
        else:
            parts.extend(_claim("h3" if one.form is ClaimForm.HEADING else "p", one, numbers) for one in group)
    return "".join(parts)


def _claim(tag: str, claim: Claim, numbers: _Numbers) -> str:
    return f'<{tag} class="claim">{_words(claim, numbers)}</{tag}>'


def _words(claim: Claim, numbers: _Numbers) -> str:
    """The claim's text with its markers; words of a source and words of ours apart, where that is known.

    Where several sources are quoted, each marker follows the last words of its own.
    """
    if not claim.pieces:
        return escape(claim.text) + numbers.markers(claim.citations)
    quoted = {piece.citation: at for at, piece in enumerate(claim.pieces) if isinstance(piece, Quoted)}
    inside = {at: number for number, at in quoted.items()} if len(claim.citations) > 1 else {}
    parts = []
    for at, piece in enumerate(claim.pieces):
        kind = "said" if isinstance(piece, Quoted) else "ours"
        parts.append(f'<span class="{kind}">{escape(piece.text)}</span>')
        if at in inside:
            parts.append(numbers.markers([claim.citations[inside[at]]]))
    rest = [one for number, one in enumerate(claim.citations) if number not in inside.values()]
    return "".join(parts) + numbers.markers(rest)


def _note(one: Turn) -> str:
    """The line that stands in for claims: work going on, an error, a stop, or an abstention."""
    if one.stage is Stage.ERROR:
        return f'<p class="note trouble"><strong>That did not work</strong>{escape(one.error)}</p>'
    if one.answer is not None and one.answer.status is Status.ABSTAINED:
        return _abstention(one.answer)
    if one.stage is Stage.BUSY and not one.claims:
        return f'<p class="note doing">{escape(one.doing)}<span class="dots" aria-hidden="true"></span></p>'
    return '<p class="note" hidden></p>'


def _abstention(answer: Answer) -> str:
    title = ABSTAINED[answer.reason or Abstention.NOT_STATED]
    told = answer.text.strip()
    if told.casefold().startswith(title.casefold()):
        title, told = told, ""
    return f'<p class="note abstained"><strong>{escape(title)}</strong>{escape(told)}</p>'


def _after(one: Turn, numbers: _Numbers) -> str:
    if one.stage is Stage.STOPPED:
        return '<p class="aside">Stopped.</p>'
    if one.answer is None:
        return ""
    parts = []
    if one.answer.nearest:
        parts.append(f'<h3 class="eyebrow">Closest in the profile</h3>{_nearest(one.answer.nearest, numbers)}')
    if one.answer.withheld and one.answer.status is Status.ANSWERED:
        left_out = "One sentence was" if one.answer.withheld == 1 else f"{one.answer.withheld} sentences were"
        parts.append(f'<p class="aside">{left_out} left out: no source supports it.</p>')
    if one.answer.suggestions:
        buttons = asks(one.answer.suggestions, "chip")
        parts.append(f'<div class="follow"><h3 class="eyebrow">Ask next</h3>{buttons}</div>')
    return "".join(parts)


def _nearest(citations: Iterable[Citation], numbers: _Numbers) -> str:
    quotes = (
        f"<li><blockquote>{escape(one_line(one.quote))}{numbers.markers([one])}</blockquote>"
        f'<p class="from">{escape(" · ".join((numbers.name_of(one.profile), *trail(one))))}</p></li>'
        for one in citations
    )
    return f'<ul class="nearest">{"".join(quotes)}</ul>'
