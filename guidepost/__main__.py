"""`python -m guidepost` is the `guidepost` command."""

from guidepost.cli import main

main()
