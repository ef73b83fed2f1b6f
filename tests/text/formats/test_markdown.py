"""Markdown: paragraphs, headings and lists without their signs."""

from tests.books import opened

PAGE = """# 第一回

The **king** saw [the queen](http://example.org), `x`
and ![a picture](a.png) left.

- one
- *two*

> quoted

| a | b |
|---|---|
| c | d |

```python
import this
```

    An indented paragraph.
"""


def test_the_signs_are_removed(tmp_path):
    text, notes = opened(tmp_path / "a.md", PAGE)
    assert text.splitlines() == [
        *("第一回", "The king saw the queen, x", "and  left.", "one", "two", "quoted"),
        *("a", "b", "c", "d", "An indented paragraph."),
    ]
    assert notes == ["the text of the Markdown document is read."]


def test_another_suffix_is_plain_text(tmp_path):
    assert opened(tmp_path / "a.txt", PAGE)[0] == PAGE
