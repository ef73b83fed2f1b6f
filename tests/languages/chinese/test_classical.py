"""Classical Chinese is told from vernacular Chinese by function characters."""

import pytest

from tests.documentation import ROOT
from w2vkit.languages.chinese.classical import MIN_CHARACTERS, reads_as_classical
from w2vkit.languages.segmentation.segmenter_choice import judge_segmenter
from w2vkit.text.script import is_han

TALES = (ROOT / "corpora" / "tales" / "lzh.txt").read_text(encoding="utf-8")
VERNACULAR = "悟空道：「師父，那妖精是個白骨夫人，要吃的便是你了。」三藏聽了這話，那馬也不走了。"


@pytest.mark.parametrize(
    ("text", "is_classical"),
    [(TALES, True), (TALES[: MIN_CHARACTERS - 1], False), (VERNACULAR * 100, False), ("", False)],
    ids=["classical", "too short", "vernacular", "nothing"],
)
def test_a_text_is_judged(text, is_classical):
    assert reads_as_classical(text, sum(map(is_han, text))) == is_classical


def test_the_doubt_is_said_where_a_segmenter_is_chosen():
    choice = judge_segmenter(TALES)
    assert (choice.segmenter, choice.doubt) == ("rjieba", "classical")
    assert judge_segmenter(VERNACULAR * 100).doubt == ""
