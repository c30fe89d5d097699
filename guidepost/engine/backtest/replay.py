"""Deciding kept decisions again, from the signals they recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from guidepost.classifiers import Document
from guidepost.engine.backtest.asking import Asker
from guidepost.engine.backtest.changed import Changed, beginning
from guidepost.engine.backtest.recorded import OlderForm, Recorded, read_decision, read_post
from guidepost.engine.backtest.shortcut import Shortcuts
from guidepost.engine.backtest.tally import Tally
from guidepost.engine.backtest.verdict import move, verdict_of
from guidepost.engine.post import Post, PostRejected, acceptable
from guidepost.engine.store.reading import History, PostErased, StoredDecision
from guidepost.engine.vault import VaultError
from guidepost.engine.views import Views, make_views
from guidepost.rules.check import Catalogue
from guidepost.rules.compile import CompiledPolicy, Evaluation, Hits
from guidepost.signals import Value

ERASED = "erased"
UNDECRYPTABLE = "undecryptable"
OLDER_FORM = "older_form"
REFUSED = "refused"
"""Why a decision cannot be decided again: its post was erased, cannot be decrypted, was kept in another form, or would be refused now."""


@dataclass(slots=True)
class _Open:
    """A decision on its way to being made anew."""

    stored: StoredDecision
    recorded: Recorded
    post: Post
    views: Views
    hits: Hits
    values: dict[str, Value]
    evaluation: Evaluation


class Replayer:
    """Decides kept decisions again under one policy."""

    def __init__(
        self,
        policy: CompiledPolicy,
        catalogue: Catalogue,
        history: History,
        asker: Asker,
        shortcuts: Shortcuts | None,
        *,
        show_text: bool,
    ) -> None:
        """Without `shortcuts` the whole policy is asked about every post."""
        self._policy = policy
        self._catalogue = catalogue
        self._history = history
        self._asker = asker
        self._shortcuts = shortcuts
        self._show_text = show_text

    def replay(self, decisions: Sequence[StoredDecision]) -> tuple[Tally, list[Changed]]:
        """Decide again. The counts, and every decision that would have been another one, in the order given."""
        tally = Tally()
        opened: list[_Open] = []
        for stored in decisions:
            read = self._read(stored, tally)
            if isinstance(read, _Open):
                opened.append(read)
            elif read is not None:
                recorded, post = read
                tally.skipped += 1
                tally.add(recorded.verdict, recorded.verdict, None, post.author)
        self._settle(opened, tally)
        return tally, list(self._compared(opened, tally))

    def _read(self, stored: StoredDecision, tally: Tally) -> _Open | tuple[Recorded, Post] | None:
        """What is needed to decide again; only the record where nothing can differ; None, and counted, where it cannot be read."""
        try:
            recorded = read_decision(stored.body, self._catalogue)
            post = read_post(self._history.open(stored).post)
            acceptable(post.text)
            shortcut = self._shortcuts.of(stored.policy_digest) if self._shortcuts and not recorded.misfits else None
            values = {**post.facts(_seconds(stored.decided_at)), **recorded.values}
            if shortcut and shortcut.same(recorded, values):
                return recorded, post
            views = _views(post)
        except PostErased as error:
            tally.add_unread(ERASED, stored.id, str(error))
        except VaultError as error:
            tally.add_unread(UNDECRYPTABLE, stored.id, str(error))
        except OlderForm as error:
            tally.add_unread(OLDER_FORM, stored.id, str(error))
        except PostRejected as error:
            tally.add_unread(REFUSED, stored.id, str(error))
        else:
            if shortcut and shortcut.same_about(views, recorded, values):
                return recorded, post
            hits = self._policy.read(views.visible.text, views.folded.text)
            return _Open(stored, recorded, post, views, hits, values, self._policy.evaluate(hits, values))
        return None

    def _settle(self, opened: Sequence[_Open], tally: Tally) -> None:
        """Ask for what was not recorded, cheapest first, while it can still change an outcome."""
        while True:
            needs: dict[tuple[int, str], list[_Open]] = {}
            for one in opened:
                if one.evaluation.next_signals:
                    needs.setdefault(self._asker.cheapest(one.evaluation.next_signals), []).append(one)
            if not needs:
                return
            cheapest = min(needs)
            self._ask(cheapest[1], needs[cheapest], tally)

    def _ask(self, provider: str, posts: Sequence[_Open], tally: Tally) -> None:
        documents = [Document(one.views.visible.text, one.views.folded.text, one.post.language) for one in posts]
        wanted = frozenset(signal for one in posts for signal in one.evaluation.next_signals)
        for one, values in zip(posts, self._asker.ask(provider, documents, wanted), strict=True):
            if self._asker.can_ask(provider):
                tally.computed[provider] += 1
            else:
                tally.left_unknown.update(one.evaluation.next_signals & values.keys())
            one.values = {**values, **one.values}
            one.evaluation = self._policy.evaluate(one.hits, one.values)

    def _compared(self, opened: Sequence[_Open], tally: Tally) -> Iterator[Changed]:
        for one in opened:
            stored, post = one.stored, one.post
            before = one.recorded.verdict
            now = verdict_of(one.evaluation, before.redirect)
            moved = move(before, now)
            tally.add(before, now, moved, post.author)
            if moved is not None:
                text = beginning(post.text, readable=self._show_text)
                yield Changed(stored.id, stored.decided_at, stored.policy_digest, moved, before, now, post.id, text)


def _views(post: Post) -> Views:
    """The views of a post. Raises `PostRejected` for one that the check would refuse today."""
    views = make_views(post.text, post.format)
    if not views.folded.text.strip() or views.read_as is not post.format:
        raise PostRejected("text_unreadable", "A reader would see no text in it, or its markup is nested too deeply.")
    return views


def _seconds(decided_at: str) -> float:
    """A moment of the record in seconds since 1970. Raises `OlderForm`."""
    try:
        return datetime.fromisoformat(decided_at).timestamp()
    except ValueError:
        raise OlderForm(f"{decided_at!r} is no moment") from None
