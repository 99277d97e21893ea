"""`python -m evals`: run, compare, report, check-cases, validate-judge."""

from evals.program import main

main()
