"""Policies in an editor: what is wrong, what a word means, what could come next, and a language server that tells editors so.

Needs the extra `editor` for `server` and `protocol` only; everything else works without it, for an editor in a web page too.
"""

from guidepost.editor.analysis import JsonDiagnostic, Snapshot, diagnostics
from guidepost.editor.completion import complete
from guidepost.editor.hover import hover

__all__ = ["JsonDiagnostic", "Snapshot", "complete", "diagnostics", "hover"]
