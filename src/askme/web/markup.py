"""The page's markup. Every text that is not ours passes `escape`; nothing is ever read as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from askme.schema import Abstention, Answer, Citation, Claim, ClaimForm, Profile, Quoted, Status, StepKind
from askme.web.excerpt import Line, around
from askme.web.turn import Stage, Turn, place

NameOf = Callable[[str], str]
"""From a profile's id to its display name."""

ABSTAINED = {
    Abstention.NOT_STATED: "The profile does not say",
    Abstention.OFF_TOPIC: "Not about the people here",
    Abstention.INSTRUCTION: "An instruction, not a question",
    Abstention.OPINION: "No source states an opinion on this",
    Abstention.WITHHELD: "Nothing that could be supported",
}

PANEL_TOOLS = (("previous", "Previous source", "‹"), ("next", "Next source", "›"), ("close", "Close source", "×"))


# --- the frame ----------------------------------------------------------------------------------------------------


def header(people: Sequence[Profile]) -> str:
    return f"""<header class="bar">
<h1 class="brand" translate="no">ask<span class="brand-me">me</span></h1>
{_picker(people)}
<button type="button" class="quiet" data-do="clear"><span class="sign" aria-hidden="true">+</span>
<span class="wide">New conversation</span><span class="narrow">New</span></button>
</header>"""


def _picker(people: Sequence[Profile]) -> str:
    if not people:
        return '<p class="who"></p>'
    if len(people) == 1:
        return f'<p class="who" data-only="{escape(people[0].id)}">About <strong>{escape(people[0].name)}</strong></p>'
    options = "".join(f'<option value="{escape(one.id)}">{escape(one.name)}</option>' for one in people)
    return f"""<div class="who"><label for="askme-who">Ask about</label><span class="select">
<select id="askme-who" name="who"><option value="">Everyone</option>{options}</select></span></div>"""


def welcome(people: Sequence[Profile], about: Profile | None, starters: Sequence[str]) -> str:
    """What stands in the place of a conversation before there is one."""
    if not people:
        return """<section class="welcome"><h2>No profiles yet</h2>
<p class="lead">Put a profile for each person into the corpus folder, then run <code>askme index</code>.</p>
</section>"""
    title = f"Ask about {escape(about.name if about else _everyone(people))}"
    lead = escape(about.headline) if about and about.headline else "Answers in the words of the profiles."
    asks = f'<h3 class="eyebrow">Try asking</h3>{_asks(starters, "starter")}' if starters else ""
    about_id = escape(about.id) if about else ""
    return f"""<section class="welcome" data-about="{about_id}"><h2>{title}</h2><p class="lead">{lead}</p>
<p class="promise">Every sentence shows its source. What a profile does not say stays unsaid.</p>{asks}</section>"""


def _everyone(people: Sequence[Profile]) -> str:
    names = [one.name for one in people]
    if len(names) <= 3:
        return ", ".join(names[:-1]) + f" or {names[-1]}" if len(names) > 1 else names[0]
    return f"{names[0]}, {names[1]} and {len(names) - 2} others"


def _asks(questions: Iterable[str], kind: str) -> str:
    items = "".join(
        f'<li><button type="button" class="{kind}" data-ask="{escape(text)}">{escape(text)}</button></li>'
        for text in questions
    )
    return f'<ul class="{kind}s">{items}</ul>'


def composer(max_chars: int) -> str:
    return f"""<form class="composer" data-max="{max_chars}" novalidate>
<p class="complaint" role="alert" hidden></p>
<div class="field"><label class="unseen" for="askme-question">Your question</label>
<textarea id="askme-question" name="question" rows="1" placeholder="Ask a question" enterkeyhint="send"
autocomplete="off"></textarea>
<button type="submit" class="send" aria-label="Send"><span aria-hidden="true">↑</span></button>
<button type="button" class="stop" data-do="stop" aria-label="Stop" hidden><span aria-hidden="true"></span></button>
</div>
<p class="hint">Enter sends, Shift + Enter starts a new line</p></form>
<p class="unseen" id="askme-live" aria-live="polite"></p>"""


def panel() -> str:
    """The source panel before a source is open; the page's script fills it from what `turn` leaves hidden."""
    tools = "".join(
        f'<button type="button" class="tool" data-do="{deed}" aria-label="{told}">'
        f'<span aria-hidden="true">{sign}</span></button>'
        for deed, told, sign in PANEL_TOOLS
    )
    return f"""<div class="backdrop" data-do="close" hidden></div>
<aside class="panel" id="askme-source" aria-labelledby="askme-source-title">
<div class="panel-bar"><h2 class="eyebrow" id="askme-source-title" tabindex="-1">Source</h2>
<div class="panel-tools" hidden>
{tools}</div></div>
<div class="panel-intro"><p class="sample" aria-hidden="true"><span class="line"></span><span class="line">
<mark></mark></span><span class="line"></span></p>
<p>Choose a number such as <span class="cite like">1</span> in an answer.</p>
<p>The source opens here, with the words that support the sentence <mark>marked</mark> in their place.</p></div>
<div class="panel-body"></div></aside>"""


# --- a turn -------------------------------------------------------------------------------------------------------


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
    return f'<{tag} class="claim">{_words(claim)}{numbers.markers(claim.citations)}</{tag}>'


def _words(claim: Claim) -> str:
    """The claim's text; the words of a source and the words of ours apart, where it is known which is which."""
    if not claim.pieces:
        return escape(claim.text)
    kinds = (("said" if isinstance(piece, Quoted) else "ours", escape(piece.text)) for piece in claim.pieces)
    return "".join(f'<span class="{kind}">{text}</span>' for kind, text in kinds)


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
        asks = _asks(one.answer.suggestions, "chip")
        parts.append(f'<div class="follow"><h3 class="eyebrow">Ask next</h3>{asks}</div>')
    return "".join(parts)


def _nearest(citations: Iterable[Citation], numbers: _Numbers) -> str:
    quotes = (
        f"<li><blockquote>{escape(_one_line(one.quote))}{numbers.markers([one])}</blockquote>"
        f'<p class="from">{escape(numbers.name_of(one.profile))}{_dot(_trail_words(one))}</p></li>'
        for one in citations
    )
    return f'<ul class="nearest">{"".join(quotes)}</ul>'


# --- a source -----------------------------------------------------------------------------------------------------


def source(citation: Citation, key: str, title: str, name_of: NameOf) -> str:
    """The cited words in their context, under the trail that leads to them."""
    trail = "".join(f"<li>{escape(text)}</li>" for text in _trail(citation))
    dates = next((step.text for step in reversed(citation.trail) if step.kind is StepKind.DATES), "")
    lines = "".join(_line(line) for line in around(citation.document.text, citation))
    return f"""<div class="source" id="{key}" data-title="{escape(title)}">
<p class="person">{escape(name_of(citation.profile))}</p>
<ol class="trail">{trail}{f'<li class="dates">{escape(dates)}</li>' if dates else ""}</ol>
<ol class="excerpt" tabindex="0" aria-label="The words in their place">{lines}</ol>
<p class="file"><span>{escape(citation.source)}</span></p></div>"""


def _line(line: Line) -> str:
    heading = line.sigil.lstrip().startswith("#")
    kind = "heading" if heading else "empty" if not line.text.strip() else "plain"
    cited = f"<mark>{escape(line.cited)}</mark>" if line.cited else ""
    sigil = f'<span class="sigil">{escape(line.sigil)}</span>' if line.sigil else ""
    words = f"{escape(line.before)}{cited}{escape(line.after)}"
    shown = f'<span class="words">{sigil}{words}</span>' if heading else f'{sigil}<span class="words">{words}</span>'
    return f'<li class="{kind}" value="{line.number}"><span class="number">{line.number}</span>{shown}</li>'


def _trail(citation: Citation) -> tuple[str, ...]:
    """Section, entry and role, outermost first, each once."""
    order = (StepKind.SECTION, StepKind.ENTRY, StepKind.ROLE)
    steps = [step.text for kind in order for step in citation.trail if step.kind is kind]
    return tuple(dict.fromkeys(_one_line(step) for step in steps if step.strip()))


def _trail_words(citation: Citation) -> str:
    return " › ".join(_trail(citation))


def _dot(text: str) -> str:
    return f" · {escape(text)}" if text else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
