import hashlib

import pytest

from w2vkit.base.system.digest import file_sha256


@pytest.mark.parametrize("content", [b"", b"a", bytes(range(256)) * 5000])
def test_the_digest_is_that_of_the_whole_content(tmp_path, content):
    path = tmp_path / "a"
    path.write_bytes(content)
    assert file_sha256(path) == hashlib.sha256(content).hexdigest()
