import pytest

from w2vkit.atomic import atomic_text
from w2vkit.errors import W2vError


def test_nothing_appears_until_all_went_well(tmp_path):
    target = tmp_path / "out.txt"

    def fail():
        with atomic_text(target) as file:
            file.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert not list(tmp_path.iterdir())
    with atomic_text(target) as file:
        file.write("孙悟空\n")
    assert target.read_bytes() == "孙悟空\n".encode()


def test_an_existing_file_is_replaced_only_by_force(tmp_path):
    target = tmp_path / "out.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(W2vError, match="exists already"), atomic_text(target, force=False):
        pass
    assert target.read_text(encoding="utf-8") == "old"


def test_a_missing_folder_is_explained(tmp_path):
    with pytest.raises(W2vError, match="could not be written"), atomic_text(tmp_path / "a" / "b"):
        pass
