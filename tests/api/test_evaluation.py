import w2vkit


def test_evaluate(toy_model, tmp_path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("king\tqueen\t8\nking\tman\t5\n行者\t八戒\t9\n", encoding="utf-8")
    (result,) = w2vkit.evaluate(toy_model, pairs)
    assert (result.kind, result.asked) == ("pairs", 3)
