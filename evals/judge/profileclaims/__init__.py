"""Claims about profiles that are supported or not by the way they were made: typed perturbation."""

from evals.judge.profileclaims.making import DEV, SEED, TEST, Claims, profile_claims
from evals.judge.profileclaims.perturbing import KINDS

__all__ = ["DEV", "KINDS", "SEED", "TEST", "Claims", "profile_claims"]
