from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.translation.templates import Template, read_sections, spaced, templates, variants

WORDS = st.text("abc 。x/", max_size=6)


@given(st.lists(st.sampled_from([" is ", ", ", ": ", "“", "”"]), min_size=1, max_size=4), st.data())
def test_the_values_of_a_message_put_it_together_again(between, data):
    template = Template(("The ", *between, "."), "")
    values = data.draw(st.lists(WORDS, min_size=len(between) + 1, max_size=len(between) + 1))
    message = "The " + "".join(map(str.__add__, values, [*between, "."]))
    found = template.values(message)
    assert "The " + "".join(map(str.__add__, found, [*between, "."])) == message


def test_another_text_has_no_values():
    template = Template(("Use ", " or ", "."), "")
    assert template.values("Use a or b.") == ["a", "b"]
    for other in ("Use a.", "Use a or b", "use a or b.", "Use ", ""):
        assert template.values(other) is None


def test_values_can_change_their_order_and_be_left_out():
    template = Template(("", " in ", "."), "{1}有{0}。")
    assert template.fill(["3", "a.txt"], lambda number, _: ["3", "a.txt"][number]) == "a.txt 有 3。"
    assert Template(("", " ", ""), "{1}").unused == (0,)


def test_a_text_in_quotation_marks_is_a_value_of_the_user():
    template = Template(("“", "” is ", "."), "")
    assert [template.is_quoted(number) for number in (0, 1)] == [True, False]


def test_braces_without_a_value_stay():
    [template] = templates({"Write {a, b} and {}": "写 {a, b} 和 {}，{2} 不变"})
    assert template.fill(["x"], lambda *_: "x") == "写 {a, b} 和 x，{2} 不变"


def test_spaces_are_only_between_chinese_and_latin():
    assert spaced(["共", "3", "个 ", "词"]) == "共 3 个词"
    assert spaced(["模型", "“a”", "中"]) == "模型“a”中"
    assert spaced(["用", "a | b", "，", ""]) == "用 a | b，"


def test_a_table_has_sections_comments_and_translations():
    text = "== messages\n# numbers\n{} (word|words)\n    {}个词\n\n== headings\nword\n    词\n"
    entries = [("messages", "{} (word|words)", "{}个词"), ("headings", "word", "词")]
    assert [*read_sections(text)] == entries
    assert variants("{} (word|words)") == ["{} word", "{} words"]
