"""The command line: `guidepost serve | check | policy | audit`."""

from guidepost.cli.app import main

__all__ = ["main"]
