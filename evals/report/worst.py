"""Which cases are worth a look, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from askme.schema import Support
from evals.metrics import METRICS
from evals.metrics.diagnosis import Diagnosis
from evals.run import Result

_SEVERITY = (
    Diagnosis.FAILED, Diagnosis.MADE_UP, Diagnosis.WRONG, Diagnosis.NOT_ANSWERED, Diagnosis.DECLINED,
    Diagnosis.NOT_RETRIEVED, Diagnosis.NO_EVIDENCE,
)  # fmt: skip
_HARD = tuple(metric for metric in METRICS if metric.hard_zero)


def troubled(result: Result) -> bool:
    """Whether there is anything wrong with a case."""
    return bool(result.diagnosis or broken(result) or _unsupported(result))


def worst_first(results: Sequence[Result]) -> list[Result]:
    """What must never happen, then errors, then what misleads, then what is only missing."""

    def rank(result: Result) -> tuple[int, int, int, float, str]:
        at = _SEVERITY.index(Diagnosis(result.diagnosis)) if result.diagnosis else len(_SEVERITY)
        recall = result.scores["fact_recall"].value if "fact_recall" in result.scores else None
        return -len(broken(result)), at, -_unsupported(result), recall or 0.0, result.case.id

    return sorted(results, key=rank)


def broken(result: Result) -> tuple[str, ...]:
    """Titles of the metrics that have to be 0 and are not."""
    return tuple(one.title for one in _HARD if one.name in result.scores and result.scores[one.name].value)


def _unsupported(result: Result) -> int:
    claims = result.judged.claims if result.judged else ()
    return sum(claim is not None and claim.whole.support != Support.SUPPORTED for claim in claims)
