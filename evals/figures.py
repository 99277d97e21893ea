"""How figures are written, the same on the terminal, in Markdown and in the report."""

from __future__ import annotations

from evals.statistics import Interval

NONE = "–"


def number(value: float | None) -> str:
    """A score. One that is not 0 or 1 is never rounded to it, so that a single miss in a thousand shows.

    >>> number(0.99968), number(1.0), number(0.5), number(251.3), number(None)
    ('0.999', '1.000', '0.500', '251', '–')
    """
    if value is None:
        return NONE
    if abs(value) >= 10:
        return f"{value:.0f}".replace("-", "−")
    if 0.999 < value < 1:
        return "0.999"
    return "0.001" if 0 < value < 0.001 else f"{value:.3f}".replace("-", "−")


def percent(value: float | None) -> str:
    """A share.

    >>> percent(0.125), percent(0.1), percent(0.9996), percent(1), percent(0)
    ('12.5%', '10%', '99.9%', '100%', '0%')
    """
    if value is None:
        return NONE
    if value in {0, 1}:
        return f"{value:.0%}"
    return f"{min(max(100 * value, 0.1), 99.9):.1f}".removesuffix(".0") + "%"


def signed(value: float | None) -> str:
    """A difference.

    >>> signed(0.05), signed(-0.05), signed(0.0)
    ('+0.050', '−0.050', '0.000')
    """
    if value is None:
        return NONE
    return number(value) if value == 0 else ("+" if value > 0 else "−") + number(abs(value))


def interval(found: Interval) -> str:
    """The limits; empty where there are none."""
    return "" if found.low is None else f"{number(found.low)} … {number(found.high)}"


def p_value(value: float | None) -> str:
    """
    >>> p_value(0.00001), p_value(0.0312), p_value(1.0)
    ('< 0.001', '0.031', '1.000')
    """
    if value is None:
        return NONE
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def seconds(value: float | None) -> str:
    """
    >>> seconds(0.0421), seconds(1.25), seconds(0.0005)
    ('42\\xa0ms', '1.25\\xa0s', '0.5\\xa0ms')
    """
    if value is None:
        return NONE
    if value >= 1:
        return f"{value:.3g}\u00a0s"
    return f"{1000 * value:.0f}\u00a0ms" if value >= 0.001 else f"{1000 * value:.1f}\u00a0ms"
