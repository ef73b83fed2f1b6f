import pytest

import w2vkit
from tests.toys import KINGDOM, save_model


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "tale.txt"
    path.write_text("\n".join(map(" ".join, KINGDOM)), encoding="utf-8")
    return path


@pytest.fixture
def toy_model(models):
    save_model("toy")
    return w2vkit.open("toy")
