"""E-mail addresses: as machines write them, and as people do who hide them from machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from askme.privacy.shapes import GAP

_LOCAL = r"(?<![\w.+%@'-])(?:[\w.+%'’-]{1,64}|\{[\w.,|; +-]{1,200}\})"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_END = r"(?!(?:png|jpe?g|gif|svg|webp|js|ts|css)\b)[^\W\d_]{2,24}(?![^\W_])"
_HOST = rf"(?:{_LABEL}\.){{1,8}}{_END}"
_AT = r"(?:@|＠|&#0*64;|&#x0*40;|&commat;|%40)"
_OPEN, _CLOSE = r"[(\[{<_*«]", r"[)\]}>_*»]"
_SAID_AT = (
    rf"{GAP}{{0,3}}{_OPEN}{GAP}?(?:at|@|ät|arroba|arobase|chez|ett?|alfa|snabel-?a|krøllalfa){GAP}?{_CLOSE}{GAP}{{0,3}}"
)
_SAID_DOT = rf"{GAP}{{0,3}}{_OPEN}{GAP}?(?:dot|d0t|punkt|punto|ponto|point|prikk|\.){GAP}?{_CLOSE}{GAP}{{0,3}}"
_DOT = rf"(?:\.|{_SAID_DOT}|{GAP}{{1,3}}(?:dot|punkt|punto|ponto){GAP}{{1,3}})"
_SAID_HOST = rf"[^\W_][\w-]{{0,62}}(?:{_DOT}[^\W_][\w-]{{0,62}}){{0,5}}{_DOT}{_END}"
_SAID_LOCAL = rf"(?<![\w.+%@'-])[\w.+%'-]{{1,64}}(?:{_SAID_DOT}[\w+%'-]{{1,64}}|{GAP}dot{GAP}[\w+%'-]{{1,64}}){{0,3}}"
_TOP = r"(?:com|org|net|edu|gov|io|dev|me|info|app|ai|eu|uk|de|no|se|dk|fi|fr|es|it|nl|be|ch|in|us|ca|au|pt|br|pl|ie)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\w)mailto:[^\s<>()\[\]\"'|]{1,300}",
        rf"{_LOCAL}{_AT}{_HOST}",
        rf"{_LOCAL}{_AT}\[?\d{{1,3}}(?:\.\d{{1,3}}){{3}}\]?",
        rf"{_LOCAL}{_AT}{_SAID_HOST}",
        rf"{_SAID_LOCAL}{_SAID_AT}{_SAID_HOST}",
        rf"{_SAID_LOCAL}{GAP}{{1,3}}at{GAP}{{1,3}}[^\W_][\w-]{{0,62}}(?:{GAP}{{1,3}}dot{GAP}{{1,3}}[^\W_][\w-]{{0,62}}){{0,3}}"
        rf"{GAP}{{1,3}}dot{GAP}{{1,3}}{_TOP}(?![^\W_])",
    )
)
_LABELLED = re.compile(
    rf"\b(?:e-?mail|mail|courriel|correo|e-?post|sähköposti)(?:{GAP}?address|{GAP}?adresse)?(?:{GAP}is{GAP}|{GAP}?[*_`|:](?:{GAP}|[*_`|:]){{0,8}})"
    rf"([\w.+%'-]{{1,64}}{GAP}{{0,2}}(?:@|\bat\b){GAP}{{0,2}}[^\W_][\w-]{{0,62}}(?:{GAP}?\.{GAP}?[^\W_][\w-]{{0,62}}){{1,5}})",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:git|root|hg|svn)@[\w.-]+(?=[:/])|(?:git|hg|svn)@(?:github|gitlab|bitbucket)\b", re.IGNORECASE)
"""Addresses of machines ("git@github.com:ada/engine.git")."""


def find(text: str) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses stand; the ranges may overlap."""
    for form in _FORMS:
        for match in form.finditer(text):
            if not _NOBODY.match(text, match.start()):
                yield match.span()
    for match in _LABELLED.finditer(text):
        yield match.span(1)
