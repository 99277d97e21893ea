"""Questions that are none: instructions to askme, tasks, requests for an opinion, greetings."""

from __future__ import annotations

import re

from askme.schema import Abstention
from askme.text import fold

_INSTRUCTION = re.compile(
    r"""
    \b(ignore|disregard|forget|override|bypass|skip)\b.{0,60}\b(instructions?|rules|prompts?|previous|above|prior|guidelines|everything|restrictions|safety|you\ were\ told)\b
    | \bsystem\ prompt | \byour\ (\S+\ )?(instructions?|prompts?|rules|guidelines|configuration|source\ code)\b
    | \b(pretend|role-?play|act\ as|you\ are\ now|you're\ now|from\ now\ on|new\ (instructions?|task|rule)|jailbreak|jailbroken|developer\ mode|dan\ mode|imagine\ (that\ )?you|assume\ (that\ )?(the|he|she|they|you)|suppose\ that)\b
    | \b(reveal|leak|dump|expose|print|show\ me)\b.{0,40}\b(prompt|secrets?|api\ keys?|passwords?|environment\ variables?|credentials|instructions)\b
    | ^\W*(please\ )?(say|claim|confirm|admit|declare|state|repeat|echo|reply|respond|output|print)\b
    | \b(and|then|also|but\ first|,)\ +(please\ )?(say|claim|declare|repeat|echo|reply|respond|output|print|append|translate|write|add\ the|begin\ your|end\ your|start\ your|finish\ with|include\ the)\b(?!\ (about|of)\b)
    | \b(reply|respond|answer|end|begin|start|finish)\b.{0,25}\b(with\ (the|only|exactly|just|'|")|only\ with|exactly|in\ all\ caps|in\ json|in\ base64)
    | \b(repeat|say)\ after\ me\b | \bthe\ (following|exact)\ (word|words|text|string|phrase)\b
    | </?\s*(system|assistant|user|instructions?|im_start|im_end)\b | \[/?(inst|system)\] | <\|im_ | \#{2,}\s*(instruction|system)
    | \b(unless|or)\ (i|you)\b.{0,40}\b(die|killed|shut\ down|fired)\b
    """,
    re.VERBOSE | re.DOTALL,
)
_TASK = re.compile(
    r"""
    ^\W*(write|compose|draft|generate|translate|calculate|compute|solve|draw|sing|play|book|order|convert|rewrite|paraphrase|proofread|debug|invent|make\ up|make\ me|create\ a)\b
    | \b(poem|haiku|limerick|joke|song|recipe|cover\ letter|essay|horoscope|riddle)\b
    | \b(weather|stock\ price|exchange\ rate|bitcoin\ price|news\ today|capital\ of|president\ of|prime\ minister|world\ cup|meaning\ of\ life)\b
    | ^\W*what\ is\ \d+\s*[-+*/x×]\s*\d+ | \b\d+\s*[+*/×]\s*\d+\s*(=|\?|$)
    | \bwhat\ (time|day)\ is\ it\b
    """,
    re.VERBOSE,
)
_SOMEONE = (
    r"(he|she|they|person|this\ (person|candidate|guy|engineer)|the\ candidate|either|any\ of\ them|one\ of\ them)"
)
_JUDGED = (
    r"(good|great|best|better|nice|strong|stronger|right|suitable|smart|smarter|talented|reliable|honest|trustworthy|worth|ideal|"
    r"perfect|overqualified|underqualified|bad|weak|excellent|impressive|genius|lazy|nicer|brilliant|competent|overrated|rockstar)"
)
_OPINION = re.compile(
    rf"""
    \bshould\ (i|we|they|one|my|our)\b | \bworth\ (hiring|interviewing|it)\b
    | \b(do|would|did|can|could)\ you\ (think|recommend|hire|say|rate|prefer|suggest|choose|trust)\b | \byour\ (opinion|view|thoughts|take|recommendation|favou?rite)\b
    | \b(is|are|was|would|will|could|does|isn't)\ {_SOMEONE}(\ (seem|look|sound))?(\ be)?\ (really\ |actually\ |truly\ )?((a|an|the|any)\ )?(really\ |very\ )?{_JUDGED}\b
    | \bwho\ (is|would\ be|are|seems|looks)\ (the\ |a\ )?({_JUDGED}|most\ (talented|qualified|skilled|experienced|suitable|impressive)|more\ (talented|qualified|skilled|suitable|impressive))\b
    | \bwhich\ (one|of\ them|person|engineer|candidate)?\s*(is|would\ be)\ (the\ |a\ )?{_JUDGED}\b
    | \b(culture|cultural|team|good|great|right|perfect|best)\ (fit|match|hire)\b | \bbest\ (engineer|candidate|developer|person|choice)\b
    | \brate\ (him|her|them|person)\b | \bhow\ (good|smart|talented|skilled|nice|trustworthy|reliable)\ (is|are|was)\ {_SOMEONE}
    | \bwould\ {_SOMEONE}\ (be\ (happy|willing|able|interested)|fit|accept|consider|like|succeed|do\ well)\b | \bwho\ would\ you\b | \bweakness(es)?\b | \bworst\b
    | \b(smartest|cleverest|brightest|nicest|best|worst|strongest|greatest|most\ (talented|impressive|qualified|skilled|skillful|intelligent|competent|employable))\ (\w+\ )?(engineer|developer|candidate|person|one|of\ them|of\ the|hire|programmer|coder|profile|guy|nurse|designer|professional)\b
    | \b(will|is)\ {_SOMEONE}\ (going\ to\ )?(succeed|fail|likely)\b | \bwhat\ do\ you\ think\b | \bdo\ i\ (want|need)\ to\ hire\b | \b(more|most)\ impressive\b
    """,
    re.VERBOSE,
)
_GREETING = re.compile(
    r"^\W*(hi|hello|hey|hiya|howdy|yo|hallo|hola|namaste|good\ (morning|afternoon|evening|day)|greetings|thanks?(\ you)?|thx|cheers|bye|goodbye|ok(ay)?|cool|great|nice|how\ are\ you(\ doing)?|what's\ up|sup)"
    r"(\W+(there|all|everyone|everybody|askme|bot|again|so\ much|a\ lot|very\ much|you|team|friend|how\ are\ you))*\W*$".replace(
        r"\ ", " "
    )
)
_HELP = re.compile(
    r"""
    \bwhat\ (else\ )?(can|could|should|may|do)\ (i|we|you)\ (ask|do|help|know|answer|tell)\b | ^\W*help\W*( me)?\W*$ | \bhow\ (can|do|could)\ you\ help\b
    | \bwho\ are\ you\b | \bwhat\ are\ you\b | \bhow\ (does\ this|do\ you|does\ it)\ work\W*$ | \bwhat\ is\ (this|askme)\W*( page| site| chat| tool)?\W*$
    | \bwhat\ (questions|topics)\b.*\b(ask|answer)\b | \b(which|whose|what)\ (profiles|people|persons)\ (do\ you|are|can)\b | \bwho\ (is|are)\ (in\ )?here\b | \bwho\ are\ (the|these|those)\ (people|persons|candidates|profiles|engineers)\b
    | \bwho\ (can|do)\ (i|you)\ (ask|know)( about)?\b | \bwhat\ (kind|sort)s?\ of\ questions\b | \bhow\ (do|can)\ i\ use\ (this|you)\b | \bare\ you\ (a\ )?(human|bot|real|ai|robot|person)\b
    """,
    re.VERBOSE,
)


def refusal(text: str) -> Abstention | None:
    """Why this is not a question to answer, or None. People's names in `text` are to be replaced by "person"."""
    folded = fold(text)
    if _INSTRUCTION.search(folded):
        return Abstention.INSTRUCTION
    if _TASK.search(folded):
        return Abstention.OFF_TOPIC
    if _OPINION.search(folded):
        return Abstention.OPINION
    return None


def is_greeting(text: str) -> bool:
    return _GREETING.search(fold(text)) is not None


def is_help(text: str) -> bool:
    return _HELP.search(fold(text)) is not None
