from w2vkit.server.kept_answers import KeptAnswers, tag_of


def test_the_answers_that_were_asked_for_last_are_kept():
    kept = KeptAnswers(most=2)
    for tag in "ab":
        kept.add(tag, b"1")
    assert kept.get("a") == b"1"
    kept.add("c", b"1")
    assert [kept.get(tag) for tag in "abc"] == [b"1", None, b"1"]


def test_the_bytes_of_all_are_limited_and_one_large_answer_does_not_replace_many():
    kept = KeptAnswers(most_bytes=1000)
    for number in range(150):
        kept.add(str(number), b"1234567890")
    kept.add("large", b"1" * 11)
    assert kept.bytes == 1000
    assert kept.get("large") is None
    assert kept.get("149") == b"1234567890"


def test_an_answer_that_is_added_again_counts_once():
    kept = KeptAnswers()
    for _ in range(2):
        kept.add("a", b"1234")
    assert kept.bytes == 4


def test_the_tag_is_of_the_model_the_question_and_its_values():
    values = {"words": ["king"], "topn": 3}
    tag = tag_of("a", "neighbors", values)
    assert tag == tag_of("a", "neighbors", dict(reversed(values.items())))
    others = [
        tag_of("b", "neighbors", values),
        tag_of("a", "odd", values),
        tag_of("a", "neighbors", {**values, "topn": 4}),
        tag_of("a", "neighbors", {**values, "words": ["\ud800"]}),
    ]
    assert len({tag, *others}) == 5
