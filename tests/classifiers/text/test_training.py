"""The training pipeline, from data files to weights that load, with a tiny random encoder."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="training needs the extra `train`")

from guidepost.classifiers.text.adapter import FILE, read_adapter
from guidepost.classifiers.text.classifier import CALIBRATION_FILE, UNCALIBRATED, Classifier
from guidepost.classifiers.text.encoder import load_encoder
from guidepost.classifiers.text.taxonomy import CLEAN, LABELS, Label, Target
from guidepost.classifiers.text.training import calibrate, datasets, evaluate
from guidepost.classifiers.text.training.__main__ import main
from guidepost.classifiers.text.training.disguise import disguise
from guidepost.classifiers.text.training.examples import Example, Part
from guidepost.classifiers.text.training.templates import SOURCE, PhraseFileError, generate, parse_phrases
from guidepost.classifiers.text.training.trainer import Settings, select, train

from . import weightfile


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A few lines of every set, in its own format."""
    folder = tmp_path / "data"
    numbers = range(40)
    files = {
        "davidson2017/train.csv": ",count,hate_speech,offensive_language,neither,class,tweet\n"
        + "".join(f"{n},3,0,0,3,{n % 3},tweet number {n} &amp; more\n" for n in numbers),
        "germeval2018/train.tsv": "".join(
            f"Beitrag {n}\t{'OTHER' if n % 2 else 'OFFENSE'}\t{'OTHER' if n % 2 else 'INSULT'}\n" for n in numbers
        ),
        "openai2022/dev.jsonl": "".join(json.dumps({"prompt": f"prompt {n}", "S": n % 2, "H": 0}) + "\n" for n in numbers),
        "gahd2024/train.csv": "gahd_id,text,label,round,split,contrastive_gahd_id\n"
        + "".join(f"{n:03},Satz {n},{n % 2},R1,train,\n" for n in numbers),
        "toxic_spans2021/train.csv": "spans,text\n"
        + "".join(f'"[0, 1, 2, 3]",bad you are number {n}. The day was rather good.\n' for n in numbers),
        "toxic_spans2021/trial.csv": "spans,text\n[],nothing is marked in this one.\n",
        "hatecheck/en.csv": "test_case,label_gold\nyou are bad,hateful\nyou are good,non-hateful\n",
        "hatecheck/german.csv": "test_case,label_gold\nganz schlimm,hateful\nganz gut,non-hateful\n",
    }
    for place, text in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, "utf-8")
    return folder


def test_data_files_become_weights_that_load_and_can_be_measured(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache, out = tmp_path / "cache", tmp_path / "weights"
    load_encoder(cache, weightfile.tiny_encoder)
    arguments = ["--data", str(data), "--out", str(out), "--cache", str(cache)]
    main([*arguments, "--per-phrase", "1", "--first-layer", "1", "--rank", "2", "--held-back", "20", "--checkpoint-steps", "2"])
    classifier = Classifier.from_folder(load_encoder(cache, weightfile.tiny_encoder), out)
    assert all(0.0 <= value <= 1.0 for value in classifier.probabilities("you are good").values())
    report = json.loads((out / CALIBRATION_FILE).read_text("utf-8"))
    assert set(report["labels"]) == {str(label) for label in LABELS}
    capsys.readouterr()
    evaluate.main(["--data", str(data), "--weights", str(out), "--cache", str(cache), "--held-back", "20"])
    table = capsys.readouterr().out
    assert "| HateCheck | de | hate | 2 | 1 |" in table
    assert "| templates | en | toxicity |" in table


def _examples() -> list[Example]:
    bad, good = {**CLEAN, Label.INSULT: Target(1.0)}, CLEAN
    return [
        Example(f"you are {'bad' if n % 2 else 'good'} {'abcdefgh'[n % 8]}", "s", "en", bad if n % 2 else good, "g")
        for n in range(64)
    ]


def test_training_learns_and_gives_the_same_weights_again(tmp_path: Path) -> None:
    settings = Settings(first_layer=1, rank=4, epochs=12, batch_pieces=64, rate=5e-3)
    lines: list[str] = []
    learned = []
    for _ in range(2):
        encoder = load_encoder(tmp_path, weightfile.tiny_encoder)
        learned.append(train(encoder, _examples(), settings, progress=lines.append).adapter(encoder))
    assert learned[0].head.weight.tolist() == learned[1].head.weight.tolist()
    classifier = Classifier(load_encoder(tmp_path, weightfile.tiny_encoder), learned[0], UNCALIBRATED)
    assert classifier.probabilities("you are bad c")[Label.INSULT] > 0.8
    assert classifier.probabilities("you are good c")[Label.INSULT] < 0.2
    assert lines[-1].startswith("step ")


def test_training_goes_on_from_earlier_weights(tmp_path: Path) -> None:
    settings = Settings(first_layer=1, rank=4, epochs=1, batch_pieces=64, checkpoint_steps=1)
    encoder = load_encoder(tmp_path, weightfile.tiny_encoder)
    train(encoder, _examples(), settings, progress=lambda _: None, checkpoint=tmp_path / FILE)
    start = read_adapter(tmp_path / FILE)
    still = Settings(first_layer=1, rank=4, epochs=1, batch_pieces=64, rate=0.0)
    again = load_encoder(tmp_path, weightfile.tiny_encoder)
    went_on = train(again, _examples(), still, progress=lambda _: None, start=start).adapter(again)
    assert went_on.head.weight.tolist() == start.head.weight.tolist()


def test_big_sets_are_cut_and_the_choice_is_repeatable() -> None:
    examples = [Example(f"text {n}", "davidson2017", "en", CLEAN, str(n)) for n in range(100)]
    settings = Settings(cap=50)
    assert len(select(examples, settings)) == 15
    assert select(examples, settings) == select(examples, settings)


def test_parts_follow_the_group_and_most_texts_train() -> None:
    parts = [Example("t", "s", "en", CLEAN, f"group {n}").part for n in range(1000)]
    assert parts.count(Part.TRAIN) > 700
    assert min(parts.count(Part.CALIBRATE), parts.count(Part.REPORT)) > 60
    assert Example("a", "s", "en", CLEAN, " One Group ").part is Example("b", "x", "de", CLEAN, "one group").part


@pytest.mark.parametrize("ordinary", [20, 200])
def test_half_of_the_calibration_is_on_ordinary_harmless_posts_however_many_there_are(ordinary: int) -> None:
    def scored(source: str, value: float, logit: float) -> calibrate.Scored:
        return calibrate.Scored(Example("t", source, "en", {**CLEAN, Label.HATE: Target(value)}, "g"), [logit] * len(LABELS))

    logits = [n % 5 - 2.0 for n in range(100)]
    quarrels = [scored("quarrels", float(n % 2), logit + n % 2) for n, logit in enumerate(logits)]
    everyday = [scored(SOURCE, 0.0, logits[n % 100]) for n in range(ordinary)]
    curve = calibrate.fit([*quarrels, *everyday])[Label.HATE]
    said = [sum(curve.probability(item.logits[0]) for item in part) / len(part) for part in (quarrels, everyday)]
    assert sum(said) / 2 == pytest.approx(0.25, abs=0.005)
    found = calibrate.errors([*quarrels, *everyday], {**UNCALIBRATED, Label.HATE: curve})
    assert [after < before for label, _, before, after in found if label is Label.HATE] == [True]


def test_contrasting_pairs_are_never_split(tmp_path: Path) -> None:
    path = tmp_path / "train.csv"
    path.write_text(
        "gahd_id,text,label,round,split,contrastive_gahd_id\nb,Ja,0,R4,train,a\na,Nein,1,R4,train,b\nc,Gut,0,R4,train,\n", "utf-8"
    )
    assert [example.group for example in datasets.gahd(path)] == ["a", "a", "c"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_phrases_make_sentences_without_open_slots_for_every_label(language: str) -> None:
    made = list(generate(language, 3, random.Random(5)))
    assert made == list(generate(language, 3, random.Random(5)))
    assert not any("{" in example.text or "}" in example.text for example in made)
    for label in LABELS:
        assert {example.targets[label].value for example in made if label in example.targets} == {0.0, 1.0}


@pytest.mark.parametrize(
    ("text", "message"),
    [("stray words", "line 1 stands before"), ("[a]\nI like {cats}.", "line 2 uses the unknown slot 'cats'")],
)
def test_a_broken_phrase_file_names_the_line(text: str, message: str) -> None:
    with pytest.raises(PhraseFileError, match=message):
        parse_phrases(text)


def test_disguises_differ_and_never_lose_the_text() -> None:
    rng = random.Random(3)
    made = {disguise("You are a complete Fool, honestly", rng) for _ in range(200)}
    assert len(made) > 20
    assert all(len(text) > 20 for text in made)
