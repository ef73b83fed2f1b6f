"""Words that a text concentrates in some of its parts, and not its function words."""

import numpy as np
import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.concentrated_words import PARTS, concentrated_words, concentrations
from w2vkit.corpus.prepare import prepare

EVERYWHERE = (
    "Der Mann ging in das Haus, und sie war mit ihm auf dem Weg, aber er sah es nicht und kam nach "
    "der Nacht aus der Stadt zu den anderen."
)
CHAPTERS = (
    "Die Gräfin sprach von der Flotte, und die Gräfin war froh.",
    "Ein Kutscher kam mit dem Pferd, und der Kutscher schlug das Pferd.",
    "Im Theater sang Philine, und das Theater war voll von Philine.",
)
TOLD = {"gräfin", "flotte", "kutscher", "pferd", "theater", "philine"}


def words_of(path, everywhere, chapters, **options):
    parts = [" ".join(([everywhere] * 12 + [chapter] * 6) * 4) for chapter in chapters]
    path.write_text("\n".join(parts), encoding="utf-8")
    corpus, _ = prepare([str(path)], SegmentConfig(**options), SILENT)
    return concentrated_words(corpus, corpus.vocabulary)


def test_what_a_chapter_tells_of_comes_first(tmp_path):
    found = words_of(tmp_path / "text.txt", EVERYWHERE, CHAPTERS)
    assert {*found[:4]} <= TOLD
    assert {*found} >= TOLD
    assert not {*found} & {"der", "und", "mann", "haus", "ging", "war", "ein", "im"}


def test_scripts_without_spaces_have_shorter_words(tmp_path):
    chapters = ("猫 吾輩 だ", "犬 主人 だ", "顔 迷亭 だ")
    found = words_of(
        tmp_path / "text.txt", "の 上 に いる と", chapters, segmenter="whitespace", language="ja"
    )
    assert {*found} == {"吾輩", "主人", "迷亭"}


@pytest.mark.parametrize("options", [{"language": "en"}, {"language": "zh"}])
def test_languages_with_rules_for_nouns_have_none(tmp_path, options):
    assert words_of(tmp_path / "text.txt", EVERYWHERE, CHAPTERS, **options) == []


def test_concentration_is_the_variance_relative_to_the_mean():
    ids = np.tile(np.arange(2), 5 * PARTS)
    ids[:10] = 2
    counts, concentration = concentrations(ids, 3)
    assert counts.tolist() == [245, 245, 10]
    assert concentration[2] == pytest.approx(10 - 10 / PARTS)
    assert (concentration[:2] < 0.2).all()
    empty, _ = concentrations(ids, 4)
    assert empty[3] == 1
