"""Rules for items that are headings, and for lines that a reader takes for headings though nothing marks them."""

from __future__ import annotations

from collections.abc import Sequence

from askme.corpus import blocks, headers, shapes
from askme.corpus.dates import date_line, dates
from askme.corpus.entries import below
from askme.corpus.figures import is_figure
from askme.corpus.items import LISTED, Item, ItemKind
from askme.corpus.labels import glued_at, label_end
from askme.corpus.outline import ENTRY, LIST, SECTION, SUB, Frame
from askme.corpus.reading import Reading
from askme.corpus.statements import LONGEST_LEAD_IN, labelled
from askme.corpus.titles import LONGEST_TITLE, known_section, section_like
from askme.schema import PassageKind, StepKind

MANY = 3
"""Short lines in a row that make a list."""
_LETTERS = 4
_LOGO, _LOGOS = " logo", 3
"""What stands for a picture, and so many that a page has them throughout."""
_NEAR = 5
"""Lines under such a picture, one of which has the name."""
SEVERAL = 2
"""Questions that make a page one that asks and answers them; a single one may be a turn of phrase."""


def marked(reading: Reading, item: Item) -> int:
    """A heading that Markdown marks."""
    if item.kind is not ItemKind.HEADING:
        return 0
    first = not reading.named
    reading.named = True
    entry = headers.is_entry(item.text)
    if len(item.text) > LONGEST_TITLE:
        reading.outline.close(SECTION)
        reading.outline.paragraph(item.shown)
    elif item.level == 1 and first and not section_like(item.text):
        if entry:
            reading.outline.say(PassageKind.SENTENCE, item.shown)
        else:
            reading.outline.heading(item.shown)
    elif section_like(item.text) or (not entry and (item.level <= reading.top_level or _heads_jobs(reading))):
        reading.section(item.shown, item.level)
    elif item.level > reading.top_level and not (reading.outline.frames or headers.is_dated(item.text)):
        reading.outline.say(PassageKind.SENTENCE, item.shown)  # above all sections: what the person is
    else:
        keep = entry or item.level > reading.top_level
        return 1 + below(reading, reading.entry([item.shown], max(item.level, ENTRY - 6 + item.level), keep))
    return 1


def _heads_jobs(reading: Reading) -> bool:
    """Whether a line in bold that tells all of a job stands next ("**Clerk** · Acme · 2014 – 2019")."""
    following = reading.ahead()
    if following is None or not following.strong or label_end(following.text):
        return False
    return headers.tells_all(following.text)


def asked(reading: Reading, item: Item) -> int:
    """A question of a page that asks and answers several: the title of what follows."""
    following = reading.ahead()
    if item.kind is not ItemKind.TEXT or not shapes.asks(item.text) or reading.questions < SEVERAL or following is None:
        return 0
    if following.kind not in (ItemKind.TEXT, *LISTED) or shapes.asks(following.text):
        return 0
    reading.outline.push(Frame(ENTRY, [reading.outline.step(StepKind.ENTRY, item.shown)], [item.shown]))
    return 1


def menu(reading: Reading, item: Item) -> int:
    """Names of sections in a row: a page's menu."""
    count = 0
    while (line := reading.ahead(count)) and reading.section_line(line) and (count == 0 or not line.gap):
        count += 1
    if count < MANY:
        return 0
    for line in reading.items[reading.at : reading.at + count]:
        reading.outline.heading(line.shown)
    return count


def furniture(reading: Reading, item: Item) -> int:
    """What belongs to the page, not to the person: the foot of a printed one, LinkedIn's counts and buttons."""
    if item.kind is not ItemKind.TEXT or not (shapes.page_number(item.text) or shapes.button(item.text)):
        return 0
    reading.outline.heading(item.shown)
    return 1


def doubled(reading: Reading, item: Item) -> int:
    """A line that stands twice, as copied pages have them: once for the eye, and once for who has it read aloud."""
    following = reading.ahead()
    if item.kind is not ItemKind.TEXT or following is None or following.kind is not item.kind or following.gap:
        return 0
    if item.text != following.text or sum(map(str.isalpha, item.text)) < _LETTERS:
        return 0
    reading.outline.heading(item.shown)
    return 1


def picture(reading: Reading, item: Item) -> int:
    """What stands for the picture beside a name on a page that was copied ("Acme Corp logo", above "Acme Corp")."""
    name = item.text.removesuffix(_LOGO)
    if item.kind is not ItemKind.TEXT or name == item.text:
        return 0
    if _logos(reading) < _LOGOS and not any(name in reading.text_ahead(distance) for distance in range(1, _NEAR)):
        return 0
    reading.outline.close(ENTRY)
    reading.outline.heading(item.shown)
    return 1


def _logos(reading: Reading) -> int:
    return sum(text.endswith(_LOGO) for text in reading.counts)


def beside_name(reading: Reading, item: Item) -> int:
    """What pages of profiles set beside the name: how to speak of the person, how near they are ("She/Her", "2nd")."""
    if not reading.bare or not reading.at_top or not shapes.beside_name(item.text):
        return 0
    reading.opened += 1
    reading.outline.say(PassageKind.SENTENCE, item.shown)
    return 1


def opening(reading: Reading, item: Item) -> int:
    """The first lines of a page: a name, a headline."""
    if not reading.bare or not reading.at_top or not _may_open(reading, item):
        return 0
    if reading.named and not shapes.place(item.text):
        return 0
    reading.outline.close(0)
    reading.opened += 1
    reading.named = reading.opened > 1 or not shapes.person(item.text)
    reading.outline.say(PassageKind.SENTENCE, item.shown)
    return 1


def _may_open(reading: Reading, item: Item) -> bool:
    following = reading.ahead()
    if item.kind is not ItemKind.TEXT or (following is not None and following.kind in LISTED):
        return False
    if not headers.opens(item.text) or reading.section_line(item) or is_figure(item.text) or label_end(item.text):
        return False
    glued = following is not None and glued_at(item.text) is not None and glued_at(following.text) is not None
    return not glued and not any(headers.is_dated(line.text) for line in blocks.block(reading, item))


def section(reading: Reading, item: Item) -> int:
    """A bare line that names a section; in Markdown with headings, one that somebody forgot to mark."""
    following = reading.ahead()
    listed = following is not None and following.kind in LISTED
    forgotten = not reading.bare and item.kind is ItemKind.TEXT and listed and known_section(item.text)
    if not (reading.section_line(item, 0) or forgotten) or _part_of_job(reading, item):
        return 0
    reading.section(item.shown, reading.top_level if forgotten else SECTION, guessed=True)
    return 1


def _part_of_job(reading: Reading, item: Item) -> bool:
    """Whether a line right under a job, with a colon, heads a part of it ("Duties and achievements:")."""
    return shapes.sub_heading(item.text) and item.text.endswith(":") and not item.gap and reading.in_job() is not None


def lead_in(reading: Reading, item: Item) -> int:
    """A line that ends in a colon, before a list or table: context of that list only."""
    following = reading.ahead()
    listed = following is not None and following.kind in LISTED
    if item.kind is not ItemKind.TEXT or not listed or len(item.text) > LONGEST_LEAD_IN or not item.text.endswith(":"):
        return 0
    head = item.text.split(" - ")[0].split(":")[0].split("(")[0]
    if reading.bare and section_like(head) and not _part_of_job(reading, item):
        reading.section(item.shown)
        return 1
    reading.outline.close(LIST)
    step = reading.outline.step(StepKind.ENTRY, item.shown, 0, len(item.text.rstrip(" :")))
    reading.outline.push(Frame(LIST, [step], [item.shown]))
    return 1


def listed_lines(reading: Reading, item: Item) -> int:
    """Short lines in a row with nothing under them: the items of a list; before a sentence, headings whose content the
    page lost."""
    if not reading.bare or not reading.listed_line(item):
        return 0
    count = 1
    while (line := reading.ahead(count)) and reading.listed_line(line) and reading.joined(line):
        count += 1
    after = reading.ahead(count)
    new_section = after is None or reading.section_line(after, count)
    personal = after is not None and shapes.born(after.text)
    ends = new_section or not reading.joined(after) or personal or bool(after and blocks.block(reading, after, count))
    top = reading.outline.top
    fresh = top is not None and top.fresh and top.level == SECTION
    lines = reading.items[reading.at : reading.at + count]
    if ends and (count >= MANY or (fresh and (count > 1 or new_section))):
        return _say_all(reading, lines)
    if ends or after is None or count < MANY:
        return 0
    if fresh and shapes.ended(after.text) and after.kind is ItemKind.TEXT:
        reading.outline.close(SECTION)
        for line in lines[:-1]:
            reading.outline.heading(line.shown)
        return count - 1
    if after.kind in LISTED or (item.gap and not fresh):
        lines = lines[:-1]  # the last one may be the title of what follows
    return _say_all(reading, lines)


def _say_all(reading: Reading, lines: Sequence[Item]) -> int:
    for line in lines:
        if not labelled(reading, line.shown):
            reading.outline.say(PassageKind.BULLET, line.shown)
    return len(lines)


def bare(reading: Reading, item: Item) -> int:
    """A short line that introduces what follows."""
    following = reading.ahead()
    strong = item.bold or (item.strong and following is not None and following.kind in LISTED)
    told = reading.bare or (strong and bool(reading.outline.frames))  # above all sections it is what the person is
    if item.kind is not ItemKind.TEXT or not told or not _introduces(reading, item):
        return 0
    job = reading.in_job()
    part = shapes.sub_heading(item.text) or reading.counts[item.text] > 1
    if job and job.fresh and not part and _beside(reading, item):
        reading.outline.say(PassageKind.SENTENCE, item.shown)
    elif job and (job.fresh or job.subbed or part):
        reading.entry([item.shown], SUB if job.level < SUB else SUB + 1, keep=True)
    elif following is not None and following.gap and _opens_section(reading, following):
        reading.section(item.shown, guessed=True)
    else:
        reading.entry([item.shown], ENTRY, keep=True)
    return 1


def _beside(reading: Reading, item: Item) -> bool:
    """Whether the line, right between a title and its bullets, tells more of the entry: mostly the place."""
    following = reading.ahead()
    listed = following is not None and following.kind in LISTED
    return reading.bare and listed and reading.joined(item) and reading.joined(following)


def _introduces(reading: Reading, item: Item) -> bool:
    following = reading.ahead()
    text = item.text
    if following is None or shapes.ended(text) or headers.is_stack(text):
        return False
    dated = item.strong and following.kind in LISTED and dates(text)
    if dated or not (shapes.short(text) or shapes.capitals(text)):
        return bool(dated) and shapes.header(text)
    if following.kind in LISTED:
        return shapes.header(text) and not label_end(text)
    if following.kind is not ItemKind.TEXT or not shapes.title(text) or label_end(text):
        return False
    if dates(text) and dates(following.text) and date_line(following.text) is None:
        return False  # of two lines that tell when neither is the other's title
    longer = len(following.text) >= 40 and len(following.text) > len(text)
    return following.gap or longer or shapes.ended(following.text) or headers.is_dated(following.text)


def _opens_section(reading: Reading, following: Item) -> bool:
    """A heading right before another that is no section's, or before one line and a heading whose content is a list."""
    if reading.section_line(following, 1):
        return False
    if reading.title_line(following) and shapes.short(following.text):
        return not blocks.block(reading, following, 1)
    second, third, fourth = (reading.ahead(n) for n in (2, 3, 4))
    if reading.outline.find(ENTRY, SUB) or second is None or not second.gap or not reading.title_line(second):
        return False
    return any(item is not None and item.kind is ItemKind.BULLET for item in (third, fourth))
