"""Tests of `guidepost.editor`."""
