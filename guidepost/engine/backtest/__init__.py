"""The backtest: which of the decisions that were made would have been other ones under another policy."""

from guidepost.engine.backtest.changed import Changed
from guidepost.engine.backtest.job import Job, PageResult
from guidepost.engine.backtest.report import Report, report
from guidepost.engine.backtest.run import PAGE, processes_for, replayed
from guidepost.engine.backtest.tally import Tally
from guidepost.engine.backtest.verdict import Move, Verdict
from guidepost.engine.backtest.workers import WorkerDied

__all__ = [
    "PAGE",
    "Changed",
    "Job",
    "Move",
    "PageResult",
    "Report",
    "Tally",
    "Verdict",
    "WorkerDied",
    "processes_for",
    "replayed",
    "report",
]
