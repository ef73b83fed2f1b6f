"""The sample novel with names that no dictionary has."""

from functools import cache

from w2vkit.text.samples import sample

NAMES = {
    "猪八戒": "林九公",  # with a numeral
    "八戒": "九公",
    "沙僧": "柘之洋",  # with a particle
    "唐僧": "三荷包",
    "花果山": "鹭小蓬山",
    "牛魔王": "殷大统领",  # with a title
}


@cache
def retold():
    """Return the text."""
    files = sorted(sample("xiyou").iterdir())
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    for name, other in NAMES.items():
        text = text.replace(name, other)
    return text
