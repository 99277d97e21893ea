"""A document, citations and answers for the tests of the page's markup."""

from __future__ import annotations

from askme.schema import Abstention, Answer, Citation, Claim, ClaimForm, Document, Quoted, Status, Words

PAGE = Document(id="ada.md", profile_id="ada", source="ada.md", text="# Ada\n\n- Built the ledger.\n- Leads a team.\n")
LEDGER = Citation.of(PAGE, 9, 26)
TEAM = Citation.of(PAGE, 29, 42)


def name_of(profile_id: str) -> str:
    return profile_id.title()


def claim(*parts: str | Citation, form: ClaimForm = ClaimForm.SENTENCE) -> Claim:
    citations = tuple(part for part in parts if isinstance(part, Citation))
    pieces = tuple(
        Words(text=part)
        if isinstance(part, str)
        else Quoted(text=part.quote, citation=citations.index(part), start=part.start)
        for part in parts
    )
    return Claim(text="".join(piece.text for piece in pieces), citations=citations, form=form, pieces=pieces)


ANSWERED = Answer(
    question="?",
    standalone="?",
    status=Status.ANSWERED,
    text="She Built the ledger.",
    claims=(claim("She ", LEDGER), claim(TEAM)),
)


def abstained(
    reason: Abstention = Abstention.NOT_STATED, text: str = "Nothing of the kind is written.", suggestion: str = "Who?"
) -> Answer:
    return Answer(
        question="?",
        standalone="?",
        status=Status.ABSTAINED,
        text=text,
        reason=reason,
        nearest=(LEDGER,),
        suggestions=(suggestion,),
    )
