"""`python -m askme`."""

from askme.cli import main

main()
