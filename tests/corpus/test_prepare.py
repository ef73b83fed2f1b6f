"""The encoded corpus: the same from the cache, another for another text or other options."""

import hashlib
from importlib.metadata import version

import pytest

from tests.plugin_packages import install
from tests.texts import SIMPLIFIED
from tests.toys import Notes
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.corpus import cache
from w2vkit.corpus.prepare import ENCODING_VERSION, VERSIONED_PACKAGES, cache_key, prepare
from w2vkit.text.files.finding import find_files


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


def test_notes_on_word_lists_are_repeated_for_a_corpus_from_the_cache(text, tmp_path):
    words = tmp_path / "words.tsv"
    words.write_text("师兄\t\t\t\t悟空\n师兄\t\t\t\t八戒\n沙僧、唐僧\n", encoding="utf-8")
    config = SegmentConfig(words=str(words), merge_aliases=True)
    first, second = Notes(), Notes()
    prepare([str(text)], config, first)
    prepare([str(text)], config, second)
    assert len(first.said) == 2
    assert second.said == first.said


@pytest.mark.parametrize("content", ["", "\n\t\t\n# 人名\n"])
def test_a_list_without_words_is_said(text, tmp_path, content):
    words = tmp_path / "words.txt"
    words.write_text(content, encoding="utf-8")
    notes = Notes()
    prepare([str(text)], SegmentConfig(words=str(words)), notes)
    assert notes.said == [f"{words} contains no words."]


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


SAMPLE = (
    "却说孙行者与八戒、沙僧同往花果山。行者道：“师父，那山里有妖怪！”八戒听了，慌得丢了钉耙。\n"
    "唐僧骑着白马，行者在前引路；沙僧挑着行李，八戒跟在后头。行者又打死了三个妖怪。\n"
) * 12 + (
    "The king’s daughter didn't read e-mail in the U.S. on 3.14.2020; New York isn't C++.\n"
    "Résumé, naïve re\u0301sume\u0301: ＡＢＣ ① ﬁne, state-of-the-art x86-64 — and so on…\n"
    "A line wrapped at a fixed width, as in many\nold books, is joined again.\n\n"
) * 4
WITHOUT_PACKAGES = (
    {"segmenter": "words"},
    {"segmenter": "words", "keep_case": True, "punctuation": True},
    {"segmenter": "chars", "unwrap": "yes"},
    {"segmenter": "whitespace", "keep_whole": "花果山"},
)
WITH_PACKAGES = (
    {},
    {"segmenter": "jieba"},
    {"words": "auto"},
    {"words": "auto", "merge_aliases": True, "script": "simplified"},
    {"script": "traditional", "unwrap": "no"},
)
RECORDED_VERSION = 26
RECORDED = {"plain": "401513dc624d69d1", "packages": "c6b3f7db5232befe"}
RECORDED_PACKAGES = {"rjieba": "0.2.2", "jieba": "0.42.1", "opencc": "1.4.2"}


def token_digest(path, choices):
    """Return a digest of the tokens of `SAMPLE` with each of the options."""
    path.write_text(SAMPLE, encoding="utf-8")
    corpora = [prepare([str(path)], SegmentConfig(**options), SILENT)[0] for options in choices]
    return hashlib.sha256(" ".join(one.fingerprint for one in corpora).encode()).hexdigest()[:16]


CHANGED = (
    "The tokens of SAMPLE have changed: raise ENCODING_VERSION in w2vkit/corpus/prepare.py and "
    "record it here with the new digest."
)


def test_changed_tokens_come_with_another_encoding_version(text):
    assert ENCODING_VERSION == RECORDED_VERSION
    assert token_digest(text, WITHOUT_PACKAGES) == RECORDED["plain"], CHANGED


def test_changed_words_come_with_another_encoding_version(text):
    if {name: version(name) for name in VERSIONED_PACKAGES} != RECORDED_PACKAGES:
        pytest.skip("other versions of the segmenters: they are part of the cache key")
    assert token_digest(text, WITH_PACKAGES) == RECORDED["packages"], CHANGED


MODULE = """
from dataclasses import replace

from w2vkit.languages.english import ENGLISH
from w2vkit.languages.segmentation.segmenter import Segmenter

ONE = Segmenter("one", lambda: str.split, version="1", languages=("eo",))
TWO = Segmenter("two", lambda: str.split, version="1", languages=("eo", "en"))
BROKEN = Segmenter("broken", lambda: str.split, version="1", languages=("xx",))
UNKNOWN = Segmenter("unknown", lambda: str.split, version="1", languages=("yy",))
ESPERANTO = replace(ENGLISH, code="eo", name="Esperanto")
"""


@pytest.fixture
def package(plugin_path):
    names = {name: f"toy_prepare:{name.upper()}" for name in ("one", "two", "broken", "unknown")}
    languages = {"eo": "toy_prepare:ESPERANTO", "xx": "toy_prepare:MISSING"}
    entries = {"w2vkit.segmenters": names, "w2vkit.languages": languages}
    project = {"name": "toy-prepare", "version": "1", "entry-points": entries}
    install(plugin_path, project, {"toy_prepare.py": MODULE})


def test_the_language_that_a_segmenter_declares_is_kept_with_the_corpus(text, package):
    def prepared(name):
        return prepare([str(text)], SegmentConfig(segmenter=name), SILENT)[0]

    assert [prepared(name).language for name in ("one", "two", "unknown")] == ["eo", None, "yy"]
    fingerprints = [prepared(name).fingerprint for name in ("one", "two", "unknown", "one")]
    assert len({*fingerprints}) == 3, "the same tokens in other languages are other corpora"
    assert fingerprints[0] == fingerprints[3]
    assert cache.find_corpus(fingerprints[0]).language == "eo"


def test_a_language_that_cannot_be_loaded_is_said_before_the_text_is_segmented(text, package):
    with pytest.raises(W2vError) as error:
        prepare([str(text)], SegmentConfig(segmenter="broken"), SILENT)
    assert error.value.message.startswith("xx of the package toy-prepare cannot be loaded: ")
    assert cache.entries() == []
