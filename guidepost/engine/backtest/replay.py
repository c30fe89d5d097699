"""Deciding kept decisions again, from the signals they recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidepost.classifiers import Document
from guidepost.engine.backtest.asking import Asker
from guidepost.engine.backtest.changed import Changed, beginning
from guidepost.engine.backtest.recorded import OlderForm, Recorded, read_decision, read_post
from guidepost.engine.backtest.shortcut import Shortcuts
from guidepost.engine.backtest.tally import Tally
from guidepost.engine.backtest.verdict import Verdict, move, verdict_of
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
        settled: list[tuple[StoredDecision, Recorded, Post, Verdict]] = []
        opened: list[_Open] = []
        for stored in decisions:
            read = self._read(stored, tally)
            if read is None:
                continue
            recorded, post, views = read
            if views is None:
                tally.skipped += 1
                settled.append((stored, recorded, post, recorded.verdict))
            else:
                opened.append(self._open(stored, recorded, post, views))
        self._settle(opened, tally)
        settled += [
            (one.stored, one.recorded, one.post, verdict_of(one.evaluation, one.recorded.verdict.redirect)) for one in opened
        ]
        order = {stored.id: place for place, stored in enumerate(decisions)}
        settled.sort(key=lambda one: order[one[0].id])
        return tally, list(self._compared(settled, tally))

    def _read(self, stored: StoredDecision, tally: Tally) -> tuple[Recorded, Post, Views | None] | None:
        """What is needed to decide again; no views where nothing can differ; None, and counted, where it cannot be read."""
        try:
            recorded = read_decision(stored.body, self._catalogue)
            post = read_post(self._history.open(stored).post)
            shortcut = self._shortcuts.of(stored.policy_digest) if self._shortcuts and not recorded.misfits else None
            if shortcut and not shortcut.reached:
                return recorded, post, None
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
            same = shortcut is not None and shortcut.same(views, {**post.facts(), **recorded.values})
            return recorded, post, None if same else views
        return None

    def _open(self, stored: StoredDecision, recorded: Recorded, post: Post, views: Views) -> _Open:
        hits = self._policy.read(views.visible.text, views.folded.text)
        values = {**post.facts(), **recorded.values}
        return _Open(stored, recorded, post, views, hits, values, self._policy.evaluate(hits, values))

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
        for one, values in zip(posts, self._asker.ask(provider, documents), strict=True):
            if self._asker.models:
                tally.computed[provider] += 1
            else:
                tally.left_unknown.update(one.evaluation.next_signals & values.keys())
            one.values = {**values, **one.values}
            one.evaluation = self._policy.evaluate(one.hits, one.values)

    def _compared(self, settled: Sequence[tuple[StoredDecision, Recorded, Post, Verdict]], tally: Tally) -> Iterator[Changed]:
        for stored, recorded, post, now in settled:
            before = recorded.verdict
            moved = move(before, now)
            tally.add(before, now, moved, post.author)
            if moved is not None:
                text = beginning(post.text, readable=self._show_text)
                yield Changed(stored.id, stored.decided_at, stored.policy_digest, moved, before, now, post.id, text)


def _views(post: Post) -> Views:
    """The views of a post. Raises `PostRejected` for one that the check would refuse today."""
    acceptable(post.text)
    views = make_views(post.text, post.format)
    if not views.folded.text.strip() or views.read_as is not post.format:
        raise PostRejected("text_unreadable", "A reader would see no text in it, or its markup is nested too deeply.")
    return views
