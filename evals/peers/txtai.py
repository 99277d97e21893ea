"""txtai: a hybrid index (dense and BM25, its scores added) with content, asked in its SQL.

Defaults: each page whole, the three best. Lines: each a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from txtai import Embeddings

from evals.peers.base import SHORT, Found, Page, lines, model_folder

Row = tuple[int, dict[str, str]]


class Defaults:
    """Pages whole."""

    def build(self, pages: Sequence[Page]) -> None:
        self._embeddings = Embeddings(path=model_folder(), hybrid=True, content=True, gpu=False)
        self._embeddings.index([(number, row) for number, row in enumerate(self._rows(pages))])

    def _rows(self, pages: Sequence[Page]) -> Iterator[dict[str, str]]:
        for page in pages:
            yield {"text": page.text, "shown": page.text, "profile": page.profile, "source": page.source}

    def _many(self, budget: int) -> int:
        return 3

    def retrieve(self, question: str, profile: str | None, budget: int) -> list[Found]:
        only = " and profile = :profile" if profile else ""
        rows = self._embeddings.search(
            f"select shown, source, score from txtai where similar(:question){only}",  # noqa: S608 - no text of ours
            limit=self._many(budget),
            parameters={"question": question, "profile": profile} if profile else {"question": question},
        )
        return [Found(row["source"], row["shown"]) for row in rows]


class Lines(Defaults):
    """Lines as rows."""

    def _rows(self, pages: Sequence[Page]) -> Iterator[dict[str, str]]:
        for page in pages:
            for line in lines(page):
                yield {
                    "text": self._searched(line.headings, line.text),
                    "shown": line.text,
                    "profile": line.profile,
                    "source": line.source,
                }

    def _searched(self, headings: str, text: str) -> str:
        return text

    def _many(self, budget: int) -> int:
        return max(budget // SHORT, 1)


class HeadedLines(Lines):
    """Lines searched with their headings before them."""

    def _searched(self, headings: str, text: str) -> str:
        return f"{headings}: {text}" if headings else text
