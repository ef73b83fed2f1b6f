"""What a notebook shows of a model."""

from tests.toys import toy_embeddings
from w2vkit.model.manifest import ModelInfo
from w2vkit.query.model_facts import facts_of, facts_table


def test_facts_that_are_unknown_are_left_out():
    info = ModelInfo(
        "toy",
        12,
        4,
        "",
        options={"training": {"algorithm": "cbow", "alpha": 0.0, "dim": 4}},
        corpus={"paths": ["a.txt", "b.txt"]},
        report={"tokens": 9, "loss": None},
    )
    facts = facts_of(toy_embeddings(), info, {"行者": "孙行者"})
    assert facts.pop("most frequent").startswith("孙行者, 八戒, 孙悟空")
    assert facts == {
        "words": 12,
        "dim": 4,
        "corpus": "a.txt, b.txt",
        "algorithm": "cbow",
        "tokens": 9,
    }


def test_a_table_of_facts_has_no_head():
    shown = facts_table({"words": 12}).html
    assert "12" in shown
    assert "<th" not in shown
