"""The markup around a conversation: header, welcome, composer and the empty source panel.

Here and in `markup` and `source`, every text that is not ours passes `escape`; nothing is read as Markdown or HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from askme.schema import Profile

PANEL_TOOLS = (("previous", "Previous source", "‹"), ("next", "Next source", "›"), ("close", "Close source", "×"))


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
    offered = f'<h3 class="eyebrow">Try asking</h3>{asks(starters, "starter")}' if starters else ""
    about_id = escape(about.id) if about else ""
    return f"""<section class="welcome" data-about="{about_id}"><h2>{title}</h2><p class="lead">{lead}</p>
<p class="promise">Every sentence shows its source. What a profile does not say stays unsaid.</p>{offered}</section>"""


def _everyone(people: Sequence[Profile]) -> str:
    names = [one.name for one in people]
    if len(names) <= 3:
        return ", ".join(names[:-1]) + f" or {names[-1]}" if len(names) > 1 else names[0]
    return f"{names[0]}, {names[1]} and {len(names) - 2} others"


def asks(questions: Iterable[str], kind: str) -> str:
    """A list of buttons that ask a question each."""
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
