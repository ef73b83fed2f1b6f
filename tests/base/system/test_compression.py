import io
import sys

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.base.system import compression
from w2vkit.base.system.files import read_blocks

CONTENT = "山高路远。\n".encode() * 5000


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "a.zst"
    with compression.create(path) as file:
        file.write(CONTENT)
    assert path.read_bytes().startswith(compression.ZSTD_MAGIC)
    with compression.ZstdReader(io.BytesIO(path.read_bytes())) as reader:
        assert b"".join(iter(lambda: reader.read(1000), b"")) == CONTENT


def test_several_frames_are_one_file():
    frames = compression.library().compress(CONTENT) * 2
    assert compression.ZstdReader(io.BytesIO(frames)).readall() == CONTENT * 2


@pytest.mark.parametrize("damage", [slice(0, -3), slice(0, 9)])
def test_damage_is_an_early_end(damage):
    with pytest.raises(EOFError):
        compression.ZstdReader(
            io.BytesIO(compression.library().compress(CONTENT)[damage])
        ).readall()


def test_what_to_install_is_said(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_bytes(compression.library().compress(CONTENT))
    name = compression.library().__name__
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(W2vError, match=f"{name} is required") as caught:
        [*read_blocks(tmp_path / "a.txt", "a.txt")]
    assert caught.value.hint == "Install it: pip install 'w2vkit[zstd]'."
