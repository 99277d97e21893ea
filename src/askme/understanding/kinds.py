"""Which kind of answer a question wants, and which of a person's jobs it means."""

from __future__ import annotations

import re

from askme.lexicon import Attribute, attributes
from askme.reading import Period, period
from askme.text import fold
from askme.understanding.request import Kind, When

_POLITE = re.compile(
    r"^\W*(please|pls|plz|hey|hi|hello|so|ok|okay|well|now|umm?|"
    r"(can|could|would|will) you (please )?(tell|show|give|list|let|name|explain|describe|summari[sz]e|compare|find)( me| us)?( out)?( if| whether)?|"
    r"(please )?(tell|show|give|remind) (me|us)( if| whether)?(?! about)|do you know( if| whether)?|any idea( if| whether)?|"
    r"i('d| would) (like|love) to (know|hear|learn)( if| whether)?|i (want|need|wish) to know( if| whether)?|let me know( if| whether)?|"
    r"is it (true|correct|right) that|is there (a |any )?(chance|evidence|proof) that|just wondering( if| whether)?|wondering( if| whether)?|"
    r"quick question|question|i('m| am) (curious|wondering)( if| whether| about)?|curious( if| whether)?)\b[\s,:;.!-]*"
)
_WHETHER = re.compile(r"\b(if|whether|is it (true|correct|right) that)\b")
_YES_NO = re.compile(
    r"^\W*(is|are|was|were|does|do|did|has|have|had|can|could|will|would|isn't|doesn't|didn't|hasn't|haven't|"
    r"ever (used|worked|built|led|done)|any (experience|knowledge|exposure|background|familiarity))\b"
    r"|, (right|correct|yes|no|isn't it|didn't (he|she|they))\W*$"
)
_WHO = re.compile(
    r"^\W*(and |so |but )?(who\b(?!'s| is person| are person)|which (one|of (them|the|these|those|your)|person|people|engineers?|candidates?|developers?|profiles?|"
    r"applicants?|guy|nurses?|designers?|individuals?|members?|of)\b|whose (profile|resume|cv)\b|whose\b|who's\b|(does|has|is|did|do|have|are) any(one|body| of them| of these| of the)\b|"
    r"is there (any(one|body)|some(one|body))\b|find (me )?(some(one|body)|a person|an engineer|people|the person|the one|everyone)\b|any(one|body) (who|with|that)\b|some(one|body) (who|with|that)\b|"
    r"everyone (who|with)\b|(i am |i'm |we are |we're )?looking for (the |some|any)?(one|person|body|engineer|candidate|people)\b|(i |we )?need (the one|someone|somebody)\b|name (the )?(person|people|everyone|one|those)\b|list (the )?(people|everyone|persons)\b|what (person|engineer|candidate)\b)"
)
_WHO_IS = re.compile(r"^\W*(who('s| is| are| was) person( exactly)?|what does person do|who person( is)?)\W*$")
_COMPARE = re.compile(
    r"\b(compar(e|ed|ison|ing)|versus|vs\.?|differ(s|ent|ence|ences)?|in common|both|contrast|side by side|respectively|each of)\b"
)
_OVERVIEW = re.compile(
    r"\b(summari[sz]e|summary|overview|introduce|introduction|bio|biography|describe|tell (me |us )?(\w+ )?(more |something |a bit |everything )?about|"
    r"background|elevator pitch|in short|in a nutshell|in brief|briefly|profile|know about|quick (look|intro)|(all|everything|something|more|info|information|details|a bit|a little|bit|a few words|words) about|\d+[- ]?(second|sec|minute|word|line)s? (version|summary|pitch|intro)|intro|version|"
    r"highlights|give me the gist|gist|tl;?dr|who('s| is)|what about|introduce me to|quick|short)\b"
)
_PORTRAIT = re.compile(
    r"\b(summari[sz]e|summary|overview|introduction|intro|introduce|bio|biography|tell (me|us) (\w+ ){0,3}about|who('s| is) person|elevator pitch|"
    r"in a nutshell|version of|describe (this|person|him|her|them)|tl;?dr|gist)\b"
)
_DATE = re.compile(
    r"((?:^\W*|\band |[,;:] |[-–—] )when\b|\b(what|which) (year|years|date|dates|month|period|time period|time frame|timeframe)|since when|how long|until when|till when|"
    r"start date|end date|from which year|how recently|what time|in what year|time span|timespan|duration|dates?)\b"
)
_NUMBER = re.compile(
    r"\b(how (many|much|big|large|fast|high|low|old|often|far|accurate|reliable|quickly)|(what|which) (\S+ )?(percentage|percent|share|fraction|number|amount|rating|score|rate|"
    r"size|speed|level|figure|figures|uptime|throughput|accuracy|reduction|improvement|speedup|proportion|tps|count|scale|value|volume)|"
    r"by (how much|what)|percentage|hit rate|number of|uptime|throughput|accuracy)\b"
)
_FIGURES = re.compile(
    r"\b(more|most|larger|largest|bigger|biggest|higher|highest|faster|fastest|fewer|less|figures?|numbers?|metrics?|scale|reliability|users|requests|tps|savings?|reductions?|performance)\b"
)
_LIST = re.compile(
    r"\b(list|name|enumerate|all|every|each|which .*s\b.*|tech|what are|what were|what (kinds?|types?|sorts?) of|stack|technolog(y|ies)|tools|any|main|various|components?|parts|modules)\b"
)
_DID = re.compile(
    r"\bwhat (all )?(did|has|have|does|do|is|was|were|had) \S+ (\S+ )?(do|does|doing|done|did|build|built|building|accomplish(ed)?|achieve[ds]?|work(ed)? on|working on|deliver(ed)?|"
    r"contribute[ds]?|ship(ped)?|responsib\w+|make|made|create[ds]?|develop(ed)?|learn(ed)?|handle[ds]?|bring|brought|own|owns|in charge)\b|\bresponsibilit|\bduties\b|\baccomplishments?\b|\bachievements?\b"
    r"|\b(his|her|their|person'?s?|the) (work|time|job|stint|tenure) (at|for|with|in|on)\b"
)
_CURRENT = re.compile(
    r"\b(current|present|latest|most recent|newest|last) (\w+ )?(job|role|position|title|employer|company|work\w*|employment|occupation|gig)\b"
    r"|\b(work(s|ing|ed)?|employed|doing|does|do|job|role|position|title|compan(y|ies)|employer|who is person|up to|busy)\b.*\b(now(adays)?|currently|at the moment|at present|"
    r"presently|these days|today|right now|most recent(ly)?|latest)\b|\b(currently|now|still|presently) (work|employ|do|at|with)\w*\b|\bcurrent(ly)? doing\b"
)
_FIRST = re.compile(
    r"\b((very )?first|earliest|oldest) (\S+ )?(job|role|position|employer|company|work|gig|employment|workplace)\b|\bstart(ed)? (out )?(his|her|their|person'?s?) career\b|\b(begin|began|start) .*career\b"
    r"|\bwhere did .* career (start|begin)\b|\bfirst (work|start)"
)
_BEFORE = re.compile(
    r"\b((just |right |immediately )?(before|prior to)|previous to|preceding)\b (?!moving|the fix|after)|\bbefore( that| this| it)?\W*(\(|$)"
)
_AFTER = re.compile(
    r"\b((just |right |immediately )?after|following|since leaving|once .* left|leave .* for)\b (?!the fix|that fix|moving)|(?<!look )(?<!looked )(?<!looking )(?<!looks )\bafter( that| this| it)?\W*(\(|$)"
)
_DURING = re.compile(
    r"\b(in|during|around|as of|back in|of|through(out)?|since|between|from|for) (the )?(year )?(?P<when>((jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? )?(19|20)\d\d"
    r"(\s*(-|–|—|to|and|until)\s*((jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? )?((19|20)?\d\d))?)\b"
)
_WORKING = re.compile(
    r"\b(job|role|position|title|employ\w*|compan(y|ies)|work(s|ed|ing)?|doing|do|gig|firm|organi[sz]ation|career|workplace|where|go|went|up to|busy|hospital|studio|join\w*|startup|stack|use[ds]?|using|tech|years)\b"
)
_NEIGHBOUR = re.compile(r"\b(the one|that|this|it) (before|after)|\b(before|after)( that| this| it)?\W*(\(|$)")


def polite_free(text: str) -> str:
    """The folded question without "please tell me" and the like; "whether" questions begin with "is"."""
    folded = fold(text).strip()
    asks_whether = False
    while (match := _POLITE.match(folded)) and match.end() < len(folded):
        asks_whether = asks_whether or _WHETHER.search(match.group()) is not None
        folded = folded[match.end() :]
    return f"is it so: {folded}" if asks_whether else folded


def asked(text: str) -> tuple[Attribute, ...]:
    """The attributes that a question asks for, people's names replaced by "person"."""
    return tuple(attribute for attribute in attributes() if attribute.asked_in(text))


def kind_of(text: str, wanted: tuple[Attribute, ...], people: int, everyone: int, content: int) -> Kind:
    """The kind of answer wanted.

    :param text: the question, people's names replaced by "person"
    :param wanted: the attributes asked for
    :param people: how many people it names
    :param everyone: how many people may be searched
    :param content: how many of its words an answer has to account for
    """
    folded = polite_free(text)
    ids = {attribute.id for attribute in wanted}
    if ids & {"contact"}:
        return Kind.CONTACT
    if people >= 2 or (_COMPARE.search(folded) and everyone >= 2 and people != 1 and not _WHO.search(folded)):
        return Kind.COMPARE
    if _WHO_IS.search(folded):
        return Kind.OVERVIEW
    if _WHO.search(folded) and everyone >= 2 and people == 0:
        return Kind.WHO
    if content == 0 and not ids and people and (_OVERVIEW.search(folded) or len(folded.split()) <= 3):
        return Kind.OVERVIEW
    if content == 0 and not ids and everyone == 1 and _OVERVIEW.search(folded):
        return Kind.OVERVIEW
    return _shape(folded)


def _shape(folded: str) -> Kind:
    if _NUMBER.search(folded):
        return Kind.NUMBER
    if _DATE.search(folded):
        return Kind.DATE
    if _YES_NO.search(folded) or folded.startswith("is it so:"):
        return Kind.YES_NO
    if _LIST.search(folded) or _DID.search(folded):
        return Kind.LIST
    return Kind.FACT


def asks_what_was_done(text: str) -> bool:
    """Whether the question asks what somebody did, rather than for a particular thing."""
    return _DID.search(polite_free(text)) is not None


def asks_for_portrait(text: str) -> bool:
    """Whether words for an overview of a person stand in the question."""
    return _PORTRAIT.search(fold(text)) is not None


def asks_for_figures(text: str) -> bool:
    """Whether a comparison is of figures ("whose systems served more users")."""
    folded = polite_free(text)
    return _NUMBER.search(folded) is not None or _FIGURES.search(folded) is not None


def when_of(text: str) -> tuple[When | None, Period | None]:
    """Which job is meant by its place in time, if any; with the period for a stated one."""
    folded = polite_free(text)
    if not _WORKING.search(folded) and not _NEIGHBOUR.search(folded):
        return None, None
    if match := _DURING.search(folded):
        return When.DURING, period(_whole_years(match["when"]))
    for when, pattern in ((When.BEFORE, _BEFORE), (When.AFTER, _AFTER), (When.FIRST, _FIRST), (When.CURRENT, _CURRENT)):
        if pattern.search(folded):
            return when, None
    return None, None


def _whole_years(text: str) -> str:
    """ "2021-22" and "2021 and 2022" as "2021-2022"."""
    text = re.sub(r"\s*\b(and|to|until)\b\s*", "-", text)
    return re.sub(r"((?:19|20))(\d\d)\s*([-–—])\s*(\d\d)$", r"\g<1>\g<2>\g<3>\g<1>\g<4>", text)
