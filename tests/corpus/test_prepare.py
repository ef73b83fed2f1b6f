"""The encoded corpus: the same from the cache, another for another text or other options."""

import pytest

from tests.texts import SIMPLIFIED
from w2vkit.config import SegmentConfig
from w2vkit.corpus import cache
from w2vkit.corpus.prepare import cache_key, prepare
from w2vkit.errors import W2vError
from w2vkit.progress import SILENT
from w2vkit.text.documents import find_files


@pytest.fixture
def text(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "a.txt"
    path.write_text("\n".join(SIMPLIFIED), encoding="utf-8")
    return path


def key(path, **options):
    return cache_key(find_files([str(path)]), SegmentConfig(**options))


def test_a_corpus_is_made_once(text):
    first, sources = prepare([str(text)], SegmentConfig(), SILENT)
    second, _ = prepare([str(text)], SegmentConfig(), SILENT)
    assert [source.name for source in sources] == [str(text)]
    assert first.tokens > 100
    assert first.fingerprint == second.fingerprint
    assert len(cache.entries()) == 1


def test_the_key_follows_content_and_options_not_the_name(text, tmp_path):
    before = key(text)
    copy = tmp_path / "copy.txt"
    copy.write_bytes(text.read_bytes())
    assert key(copy) == before
    assert key(text, segmenter="chars") != before
    assert key(text, token_pattern=r"\S+") not in (before, key(text, token_pattern=r"\w+"))
    text.write_text("又来了一句。", encoding="utf-8")
    assert key(text) != before


def test_typographic_variants_are_one_word(text):
    text.write_text("résumé isn’t ok\nre\u0301sume\u0301 isn't ok\n" * 3, encoding="utf-8")
    corpus, _ = prepare([str(text)], SegmentConfig(), SILENT)
    assert {*corpus.vocabulary} == {"résumé", "isn't", "ok"}


@pytest.mark.parametrize("option", ["dictionary", "words", "stop_words"])
def test_the_key_follows_the_content_of_word_files(text, tmp_path, option):
    words = tmp_path / "words.txt"
    words.write_text("山里\n", encoding="utf-8")
    before = key(text, **{option: str(words)})
    words.write_text("山里\n河水\n", encoding="utf-8")
    assert key(text, **{option: str(words)}) != before


def test_a_missing_word_list_is_found_before_the_text_is_read(text, tmp_path):
    with pytest.raises(W2vError, match=r"none\.txt"):
        prepare([str(text)], SegmentConfig(stop_words=str(tmp_path / "none.txt")), SILENT)
    assert cache.entries() == []
