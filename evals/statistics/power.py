"""How small a difference can be seen at all."""

from __future__ import annotations

from math import sqrt

from scipy import optimize, stats


def minimum_detectable(n: int, discordance: float, alpha: float = 0.05, power: float = 0.8) -> float | None:
    """The smallest difference of two paired shares that `n` pairs show with this power, 0 .. `discordance`.

    Solves n = (z(1-alpha/2) sqrt(D) + z(power) sqrt(D - d²))² / d² for d (Connor 1987). None when not even a change
    all in one direction would show. Count independent pairs: clusters, not paraphrases.

    :param discordance: the share D of pairs whose results differ, 0 .. 1
    """
    if n < 0 or not 0 <= discordance <= 1:
        raise ValueError(f"needs pairs and a share of them that differ, got {n} and {discordance}")
    sure, able = stats.norm.ppf(1 - alpha / 2), stats.norm.ppf(power)

    def spare(difference: float) -> float:
        spread = sqrt(max(discordance - difference**2, 0.0))
        return float(sqrt(n) * difference - sure * sqrt(discordance) - able * spread)

    if discordance == 0 or spare(discordance) < 0:
        return None
    return float(optimize.brentq(spare, 0.0, discordance))
