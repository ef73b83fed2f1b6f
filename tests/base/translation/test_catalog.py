from w2vkit.base.translation.catalog import follows_directly, spaced


def test_spaces_are_only_between_chinese_and_latin():
    assert spaced(["共", "3", "个 ", "词"]) == "共 3 个词"
    assert spaced(["模型", "“a”", "中"]) == "模型“a”中"
    assert spaced(["用", "a | b", "，", ""]) == "用 a | b，"


def test_a_space_follows_a_command():
    assert follows_directly("运行 w2vkit", "然后")
    assert not follows_directly("运行。", "然后")
    assert not follows_directly("", "然后")
