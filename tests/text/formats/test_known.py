"""Source code, settings and logs are no prose."""

import pytest

from tests.books import opened
from tests.text.files.test_corpus_file import text_id
from w2vkit.text.files.text_file import NotTextError

LOG = "2021-03-01 10:00:00,123 INFO server: started\n2021-03-01 10:00:01,000 ERROR db: lost\n" * 5
ACCESS = '1.2.3.4 - - [01/Mar/2021:10:00:00 +0000] "GET / HTTP/1.1" 200 5\n' * 6


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.py", "import this\n", "is source code, not prose"),
        ("a.yaml", "a: b\n", "is a file of settings, not prose"),
        ("server.log", LOG, "is the log of a program, not prose"),
        ("a.txt", ACCESS, "is the log of a program, not prose"),
    ],
    ids=text_id,
)
def test_it_is_refused_and_read_if_asked(tmp_path, name, data, said):
    with pytest.raises(NotTextError, match=said):
        opened(tmp_path / name, data)
    assert opened(tmp_path / name, data, plain=True)[0] == data


def test_a_chat_is_prose(tmp_path):
    text = "2021-03-01 10:00:00 Anna\nHow are you?\n\n2021-03-01 10:00:09 Bob\nFine.\n" * 5
    assert opened(tmp_path / "chat.log", text)[0] == text
