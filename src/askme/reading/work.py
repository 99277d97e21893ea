"""Which sections of a profile are on work, by their headings."""

from __future__ import annotations

import re

from askme.corpus.titles import titled_things
from askme.schema import TrailStep
from askme.text import stems

_WORK = frozenset("experi employ career job profession work histori posit appoint internship".split())
_NO_WORK = frozenset(
    "educ train studi school degre cours certif gap break leav team staff peopl recommend testimoni membership".split()
)
"""Stems in the headings of sections whose entries last, too."""
_PROFESSION = frozenset({"profession"})
"""Speaks of work, but not beside those ("Professional memberships")."""
_UNPAID = frozenset({"volunt", "voluntari", "unpaid"})
_HELD = re.compile(r"(?i)\bposts? held\b")
_WORKS = re.compile(
    r"(?i)\bworks\b|\b(selected|recent|featured|sample|client) work\b"
    r"|\b(outside|after|besides?|beyond|off|away from)\b.*\bwork\b"
)
"""What somebody made, whose stem is that of a job, and what is done besides one."""
_PERMIT = re.compile(r"(?i)\bright to work\b|\bwork (permit|visa|status|authori[sz]ation|eligibility)\b")
_CLAUSE = re.compile(r"(?i)\W*(how|why)\b")


def tells_how(heading: TrailStep) -> bool:
    """Whether a heading is a clause ("How I work") and names nothing that stands under it.

    >>> tells_how(TrailStep(kind="section", start=0, end=10, text="How I work"))
    True
    """
    return _CLAUSE.match(heading.shown) is not None


def is_on_work(section: TrailStep) -> bool:
    """Whether the heading of a section names paid work.

    >>> is_on_work(TrailStep(kind="section", start=0, end=18, text="Employment history"))
    True
    """
    words = frozenset(stems(_PERMIT.sub("", _WORKS.sub("", section.text))))
    on_work = words & _WORK if _NO_WORK.isdisjoint(words) else words & _WORK - _PROFESSION
    return bool(on_work or _HELD.search(section.text)) and _UNPAID.isdisjoint(words) and not tells_how(section)


def may_be_on_work(section: TrailStep) -> bool:
    """Whether the heading of a section names nothing else that has dates."""
    elsewhere = titled_things(section.text) or _PERMIT.search(section.text)
    return not elsewhere and (_NO_WORK | _UNPAID).isdisjoint(stems(section.text))


def is_unpaid(role: TrailStep) -> bool:
    """Whether a role says that nobody is paid for it ("Volunteer tester")."""
    return not _UNPAID.isdisjoint(stems(role.text))
