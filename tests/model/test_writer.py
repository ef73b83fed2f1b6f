"""Model directories are complete or absent, whatever goes wrong while they are written."""

import ast
import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import w2vkit
from tests.toys import random_embeddings, save_model
from w2vkit.base.errors import W2vError
from w2vkit.base.system.regular import file_sha256
from w2vkit.model import manifest, store, writer
from w2vkit.model.vocabulary import Vocabulary

PACKAGE = Path(w2vkit.__file__).parent
FILE_NAMES = {"INFO", "LEXICON", "VOCAB", "INDEX", "VECTORS", "NORMS", "CONTEXT", "RARE"}
FILE_NAMES |= {"NEIGHBOURS", "SUBWORDS", "SUBWORD_IDS"}
WRITERS = {
    "write_bytes",
    "write_text",
    "save",
    "atomic_path",
    "atomic_text",
    "copyfile",
    "RowWriter",
}


def calls_that_write(path):
    """Yield the lines on which a writing function is called with the name of a model file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            inside = {getattr(part, "attr", getattr(part, "id", "")) for part in ast.walk(node)}
            if name in WRITERS and inside & FILE_NAMES:
                yield node.lineno


def test_only_the_writer_writes_files_of_models():
    rooms = [PACKAGE / name for name in ("model", "training", "conversion", "query")]
    found = {
        path.name for room in rooms for path in room.rglob("*.py") if [*calls_that_write(path)]
    }
    assert found == {"writer.py"}


def test_a_copied_model_equals_the_original(toy):
    copy = writer.copy_model(toy, "copy")
    for path in toy.iterdir():
        assert (copy / path.name).read_bytes() == path.read_bytes()
    assert store.load(copy).info.name == "copy"
    with pytest.raises(W2vError, match="already exists"):
        writer.copy_model(toy, "copy")


def test_a_taken_name_keeps_its_model(toy):
    with pytest.raises(W2vError, match="already exists") as caught:
        save_model("toy")
    assert "--force" in caught.value.hint
    assert len(store.load(toy).embeddings) == 12


def test_force_replaces_a_model_as_a_whole(toy, models):
    with writer.new_model("toy", force=True) as folder:
        writer.write_embeddings(folder, random_embeddings(9, 2))
        writer.seal(folder, manifest.ModelInfo("toy", 9, 2, "toy"))
    assert len(store.load(toy).embeddings) == 9
    assert [path.name for path in models.iterdir()] == ["toy"]
    assert not (toy / store.RARE).exists()


def fail_while_saving(error):
    """Let an error come up when half a model is written."""
    with writer.new_model("toy", force=True) as folder:
        (folder / store.VOCAB).write_bytes(b"half")
        raise error


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt(), W2vError("message")])
def test_whatever_goes_wrong_leaves_no_trace(toy, models, error):
    before = file_sha256(toy / manifest.INFO)
    with pytest.raises(type(error)):
        fail_while_saving(error)
    assert [path.name for path in models.iterdir()] == ["toy"]
    assert file_sha256(toy / manifest.INFO) == before


def test_a_full_disk_is_said_and_loses_nothing(toy):
    with pytest.raises(W2vError, match="No space left") as caught:
        fail_while_saving(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert "nothing was changed" in caught.value.hint
    assert len(store.load(toy).embeddings) == 12


def test_a_file_that_may_not_grow_is_said_and_loses_nothing(models):
    save_model("small")
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "from tests.toys import random_embeddings, save_model\n"
        "save_model('large', random_embeddings(1000, 50))\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], capture_output=True, encoding="utf-8", check=False
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 20_000
    assert "W2vError: The model “large” could not be written" in done.stderr
    assert [path.name for path in models.iterdir()] == ["small"]
    assert store.load(models / "small")


def test_a_file_added_to_a_model_has_no_other_place(toy):
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "from pathlib import Path\n"
        "from w2vkit.model import writer\n"
        "writer.add_file(Path(sys.argv[1]), 'neighbours.faiss', bytes(30_000), {})\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, toy],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "neighbours.faiss could not be written: File too large" in done.stderr
    assert "another file" not in done.stderr
    assert not (toy / "neighbours.faiss").exists()
    assert store.load(toy)


def test_a_model_that_is_a_link_is_replaced_where_it_leads_to(models, tmp_path):
    save_model("toy")
    (tmp_path / "large").mkdir()
    (models / "toy").rename(tmp_path / "large" / "real")
    (models / "toy").symlink_to(tmp_path / "large" / "real")
    with writer.new_model("toy", force=True) as folder:
        (folder / "new.txt").touch()
    assert (models / "toy").is_symlink()
    assert [path.name for path in (tmp_path / "large").rglob("*")] == ["real", "new.txt"]
    assert [path.name for path in models.iterdir() if path.name != "toy"] == []


@pytest.mark.parametrize(("kept", "expected"), [(0, "a\t2\nb\t1\n"), (1, "b\t1\n"), (2, "")])
def test_rare_words_follow_the_kept_words(kept, expected):
    types = Vocabulary.from_counts([("a", 2), ("b", 1)])
    assert writer.rare_words(types, kept).decode() == expected


@pytest.mark.parametrize(
    ("most", "expected"), [(1, "b\t2\n"), (2, "b\t2\nc\t1\n"), (9, "b\t2\nc\t1\nd\t1\n")]
)
def test_the_number_of_rare_words_is_limited(most, expected):
    types = Vocabulary.from_counts([("a", 3), ("b", 2), ("c", 1), ("d", 1)])
    assert writer.rare_words(types, 1, most).decode() == expected
