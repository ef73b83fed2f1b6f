"""CoNLL-U: the sentences, or else their words."""

from tests.books import opened

TOKENS = "".join(
    f"{number}\t{word}\t{word}\t" + "\t".join("_" * 7) + "\n"
    for number, word in (("1-2", "au"), ("1", "à"), ("2", "le"), ("2.1", "x"), ("3", "roi"))
)


def test_the_sentence_is_read(tmp_path):
    data = f"# sent_id = 1\n# text = Au roi.\n{TOKENS}\n# text = Non.\n{TOKENS}"
    text, notes = opened(tmp_path / "a.conllu", data)
    assert text == "Au roi.\nNon.\n"
    assert notes == ["the text of the CoNLL-U document is read."]


def test_the_words_are_read_where_there_is_no_sentence(tmp_path):
    assert opened(tmp_path / "a.txt", f"{TOKENS}\n{TOKENS}\n")[0] == "au roi\nau roi\n"
