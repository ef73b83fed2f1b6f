import pytest

import w2vkit
from tests.texts import SIMPLIFIED
from w2vkit.base.errors import UsageError


def test_segment_gives_tokens(tmp_path):
    (tmp_path / "text.txt").write_text("\n".join(SIMPLIFIED), encoding="gb18030")
    from_file = [*w2vkit.segment(tmp_path)]
    assert from_file == [*w2vkit.segment(text="\n".join(SIMPLIFIED))]
    assert from_file[0][:2] == ["孙悟空", "一个"]
    for wrong in ({}, {"corpus": tmp_path, "text": "a"}):
        with pytest.raises(UsageError):
            [*w2vkit.segment(**wrong)]


def test_find_words(tmp_path):
    (tmp_path / "text.txt").write_text("new york is big. i love new york.\n" * 20, encoding="utf-8")
    assert "new york" in {found.word for found in w2vkit.find_words(tmp_path)}
