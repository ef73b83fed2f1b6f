"""Lemmas with the real package: counted, asked for by any form, found in the text as written."""

import json
import random
import sys
from importlib.metadata import version

import pytest
from click.testing import CliRunner

import w2vkit
from tests.toys import Notes
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.cli.main import main
from w2vkit.corpus import block_map
from w2vkit.corpus.encoding import encode_block, scan_to_chunk
from w2vkit.corpus.written_forms import written_tokens
from w2vkit.languages.segmentation.lemmas import lemmatizer, possible_lemmas
from w2vkit.languages.segmentation.segmenters import lemma_function, segment_function
from w2vkit.text.files.finding import find_files

SUBJECTS = "Der König|Die Königin|Das Kind|Mein Bruder|Die Frau des Königs"
VERBS = "ging|geht|sah|sieht|kam|kommt"
PLACES = "in den Wald|auf den Weg|zu den Häusern|mit den Frauen|in das Haus der Kinder"
ENDS = ", und es war nicht weit.|, aber er hat nichts.|; denn das ist so und bleibt.|."
LEMMAS = {
    "de": ("Er ging; die Frauen sahen Häuser. Liebe! Ich liebe.", "er gehen der frau sehen"),
    "en": ("He went, she goes; the children saw it.", "he go she go the child see it"),
    "ru": ("Дети видели дома и книги.", "ребенок видеть дом и книга"),
    "fi": ("Talossa oli kissoja.", "talo olla kissa"),
    "no": ("Husene var store.", "hus være stor"),
    "hr": ("Kuće su velike.", "kuća biti velik"),
}


def german_text():
    chance = random.Random(5)
    parts = [part.split("|") for part in (SUBJECTS, VERBS, PLACES)]
    ends = ENDS.split("|")
    sentences = (
        " ".join(chance.choice(part) for part in parts) + chance.choice(ends) for _ in range(300)
    )
    return "\n".join(sentences) + "\n"


def lemmas(text, **options):
    return [
        token
        for sentence in w2vkit.segment(texts=[text], lemmas=True, **options)
        for token in sentence
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lemmas")
    (folder / "tale.txt").write_text(german_text(), encoding="utf-8")
    return folder


@pytest.fixture
def tale(folder, monkeypatch):
    """Return the text, in the folder of its models, whose cache all tests share."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("W2VKIT_CACHE", str(folder / "cache"))
    return folder / "tale.txt"


@pytest.fixture
def model(tale):
    if not (tale.parent / "models" / "tale").exists():
        train(tale, "tale")
    return w2vkit.open("tale")


def train(tale, name, **options):
    return w2vkit.train(
        str(tale), name=name, algorithm="ppmi", min_count=2, dim=8, lemmas=True, **options
    )


def run(*arguments):
    result = CliRunner().invoke(main, [*arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout, result.stderr


@pytest.mark.parametrize("code", LEMMAS)
def test_forms_are_counted_under_their_lemma(code):
    text, wanted = LEMMAS[code]
    assert " ".join(lemmas(text, language=code)).startswith(wanted)


def test_a_noun_is_told_from_a_verb_by_its_capital():
    assert lemmas("Liebe! Ich liebe.", language="de") == ["liebe", "ich", "lieben"]
    assert lemmas("Die Liebe der Frauen", language="de", keep_case=True)[-1] == "Frau"


def test_words_kept_whole_links_and_numbers_stay():
    text = "Die Grünen Frauen gingen 2019 zu @gingen."
    kept = lemmas(text, language="de", keep_whole=("Grünen Frauen", "gingen"))
    assert kept == ["der", "grünen_frauen", "gingen", "2019", "zu", "@gingen"]


def test_a_stop_word_is_a_form_or_a_lemma(tmp_path):
    stop = tmp_path / "stop.txt"
    stop.write_text("gehen\nwar\n", encoding="utf-8")
    text = "Er ging, es war so, er ist da."
    assert lemmas(text, language="de", stop_words=str(stop)) == [
        "er",
        "es",
        "so",
        "er",
        "sein",
        "da",
    ]


def test_a_language_without_lemmas_is_named():
    with pytest.raises(UsageError, match="simplemma has no lemmas for Vietnamese"):
        lemmas("Tôi đi.", language="vi")


def test_what_is_typed_without_capitals_is_found():
    config = SegmentConfig(language="de", lemmas=True)
    assert [*possible_lemmas("HÄUSER", config)][-1] == "haus"
    assert "frau" in possible_lemmas("frauen", config)


def test_words_as_written_are_found_beside_their_lemmas():
    config = SegmentConfig(language="de", lemmas=True)
    text = "Die Frauen gingen, und Frauen sahen."
    tokens = ["frau", "gehen", "und", "frau", "fehlt", "sehen"]
    written = ["Frauen", "gingen", "und", "Frauen", "fehlt", "sahen"]
    assert written_tokens(text, tokens, config) == written
    assert written_tokens(text, tokens, SegmentConfig()) == tokens


def test_the_compiled_scanner_gives_the_same_lemmas(tale):
    config = SegmentConfig(language="de", lemmas=True)

    def tokens(smallest):
        sources = find_files([str(tale)], Notes(), config)
        chunks = block_map.map_blocks(
            sources, config, Notes(), encode_block, scan_to_chunk, 1, min_scanned=smallest
        )
        return [chunk.table.types[row] for chunk in chunks for row in chunk.ids.tolist()]

    assert tokens(0) == tokens(1 << 40)
    assert {"gehen", "haus", "frau"} <= {*tokens(0)}


def test_a_model_says_and_records_its_lemmas(tale):
    _, said = run("train", "tale.txt", "--lemmas", "--name", "said", "--algorithm", "ppmi")
    lemmas = f"Lemmas: simplemma {version('simplemma')}."
    assert said.startswith(f"Language: German, by its frequent words. Segmenter: words. {lemmas}\n")
    facts = json.loads((tale.parent / "models/said/model.json").read_text(encoding="utf-8"))
    record = {"version": version("simplemma"), "package": "simplemma"}
    assert facts["corpus"]["segmenters"] == {"simplemma": record}
    assert facts["corpus"]["language"] == facts["options"]["segmentation"]["language"] == "de"
    said = run("segment", "tale.txt", "--lemmas", "-o", "tale.words")[1]
    assert said.endswith(f"Lemmas: simplemma {version('simplemma')}, for German.\n")


def test_a_question_is_looked_up_by_its_lemma(model, tale):
    assert "gehen" in model
    assert "ging" not in model
    stdout, said = run("similar", "ging", "-m", "tale", "--format", "tsv")
    assert said == "“ging” is not in the model; using gehen instead (its lemma).\n"
    asked = run("similar", "gehen", "-m", "tale", "--format", "tsv")[0]
    assert stdout == asked.replace("gehen", "ging")
    missing = CliRunner().invoke(main, ["similar", "tanzte", "-m", "tale"])
    assert "It is counted as tanzen, its lemma." in missing.stderr


def test_test_sets_are_looked_up_by_their_lemmas(model, tale):
    pairs = tale.parent / "pairs.tsv"
    pairs.write_text("ging\tkam\t8\nKinder\tHäuser\t3\nging\tgehen\t9\n", encoding="utf-8")
    said = run("eval", "pairs.tsv", "-m", "tale", "--format", "tsv")[1]
    assert "pairs.tsv: 4 words are looked up by their lemmas: ging as gehen, kam as kommen" in said
    assert "1 question is skipped, since its words are the same as lemmas." in said
    assert "missing words" not in said
    (answered,) = w2vkit.evaluate(model, str(pairs))
    assert (answered.answered, answered.merged) == (2, 1)
    train(tale, "again")
    said = run("compare", "tale", "again", "--test", "pairs.tsv")[1]
    assert "4 words are looked up by their lemmas" in said


def test_every_form_is_found_in_the_text_as_written(model, tale):
    stdout, said = run("concordance", "ging", "-m", "tale", "--format", "tsv", "-n", "900")
    assert said == "“ging” is counted as gehen (its lemma).\n"
    header, *rows = [line.split("\t") for line in stdout.splitlines()]
    assert {row[header.index("word")] for row in rows} == {"ging", "geht"}
    phrase = w2vkit.concordance(model, "Frau des Königs")
    assert {line.word for line in phrase} == {"Frau des Königs"}


def test_a_text_is_searched_by_lemmas_and_shown_as_written(model, tale):
    first, *_ = w2vkit.search(model, "Häuser sehen", topn=1)
    assert "Häusern" in first.text or "Haus" in first.text
    marked = first.text[first.start : first.end]
    assert marked
    assert marked in first.text


def test_files_are_counted_by_lemmas_like_a_model(model, tale):
    same = run("frequencies", "-m", "tale", "--format", "tsv")[0]
    assert run("frequencies", "tale.txt", "--lemmas", "--format", "tsv")[0] == same
    assert run("frequencies", "tale.txt", "-m", "tale", "--format", "tsv")[0] == same


def test_it_is_reproduced_and_continued(model, tale):
    assert run("reproduce", "tale")[1].endswith("All bytes are equal.\n")
    (tale.parent / "more.txt").write_text("Die Hunde gingen nach Hause.\n" * 9, encoding="utf-8")
    run("train", "--continue", "tale", "more.txt", "--name", "longer")
    longer = w2vkit.open("longer")
    assert "hund" in longer
    assert "hunde" not in longer


def test_another_version_is_said(model, tale, monkeypatch):
    train(tale, "older")
    path = tale.parent / "models/older/model.json"
    now = version("simplemma")
    path.write_text(
        path.read_text(encoding="utf-8").replace(f'"version": "{now}"', '"version": "0.1"'),
        encoding="utf-8",
    )
    said = run("search", "Häuser", "tale.txt", "-m", "older")[1]
    assert f"The lemmas of “older” are of simplemma 0.1; now {now} is installed" in said


OF_SEGMENTERS = {
    "ja": ("私は学校へ行った。彼は学校へ行く。", "行く", ("行っ", "行く", "学校へ行った")),
    "ko": ("왕은 학교에 갔습니다. 나는 학교에 갔다.", "가다", ("갔다", "가다", "학교에 갔습니다")),
}
FOUND = {
    "行っ": {"行っ", "行く"},
    "行く": {"行っ", "行く"},
    "学校へ行った": {"学校へ行った"},
    "갔다": {"갔다"},
    "가다": {"갔"},
    "학교에 갔습니다": {"학교에 갔습니다"},
}
SEGMENTERS = {"ja": "sudachi", "ko": "kiwi"}


@pytest.mark.parametrize("code", OF_SEGMENTERS)
def test_segmenters_of_japanese_and_korean_give_lemmas(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))
    text, lemma, questions = OF_SEGMENTERS[code]
    (tmp_path / "text.txt").write_text((text + "\n") * 5, encoding="utf-8")
    tokens, said = run("segment", "text.txt", "--lemmas")
    assert said.endswith(f"Lemmas: those of {SEGMENTERS[code]}.\n")
    assert tokens.split().count(lemma) == 10
    for question in questions:
        answer = run("concordance", question, "--corpus", "text.txt", "--lemmas", "--format", "tsv")
        header, *rows = [line.split("\t") for line in answer[0].splitlines()]
        assert {row[header.index("word")] for row in rows} == FOUND[question]
    with pytest.raises(UsageError, match="The segmenter chars gives no lemmas of"):
        lemmas(text, segmenter="chars")


@pytest.mark.parametrize("name", ["sudachi", "sudachi-a", "kiwi"])
def test_tokens_and_their_lemmas_are_as_many(name):
    text = "｢はい…｣　彼女は、ｶﾞ食べました！！\n왕은 … 행복했다 예뻤다\n \n"
    tokens, forms = segment_function(name)(text), lemma_function(name)(text)
    assert len(tokens) == len(forms)
    assert tokens != forms
    assert [n for n, token in enumerate(tokens) if token == "\n"] == [
        n for n, form in enumerate(forms) if form == "\n"
    ]


def test_a_japanese_model_records_its_segmenter_only(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "text.txt").write_text((OF_SEGMENTERS["ja"][0] + "\n") * 9, encoding="utf-8")
    model = train(tmp_path / "text.txt", "ja")
    facts = json.loads((model.path / "model.json").read_text(encoding="utf-8"))
    assert {*facts["corpus"]["segmenters"]} == {"sudachi"}
    assert facts["options"]["segmentation"]["language"] == "ja"
    said = run("similar", "行っ")[1]
    assert said.startswith("“行っ” is not in the model; using 行く instead (its lemma).\n")
    missing = CliRunner().invoke(main, ["similar", "行った"])
    assert "split into 行く | た" in missing.stderr
    found = w2vkit.search(model, "学校へ行った", topn=1)[0]
    assert "行" in found.text


def test_without_the_package_a_model_answers_by_the_words_it_has(model, tale, monkeypatch):
    monkeypatch.setitem(sys.modules, "simplemma", None)
    monkeypatch.setitem(sys.modules, "simplemma.strategies.dictionaries.dictionary_factory", None)
    lemmatizer.cache_clear()
    assert run("similar", "gehen", "-m", "tale")[0]
    assert "gehen" in run("concordance", "gehen", "-m", "tale", "-n", "3")[0]
    missing = CliRunner().invoke(main, ["similar", "ging", "-m", "tale"])
    assert missing.exit_code == 3
    assert "“ging” is not in the model" in missing.stderr
    assert "simplemma, which is not installed. Run pip install 'w2vkit[lemmas]'." in missing.stderr
