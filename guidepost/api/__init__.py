"""The HTTP interface: `create_app` puts it around a running engine."""

from guidepost.api.app import create_app

__all__ = ["create_app"]
