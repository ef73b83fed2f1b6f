"""Errors of storage; tests/spark has files on storage."""

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.base.system.storage import reachable, stored_files


def test_what_is_wrong_with_a_uri_is_said_without_its_password():
    with pytest.raises(W2vError, match=r"foo://bucket/a cannot be reached: Unrecognized") as caught:
        stored_files("foo://key:secret@bucket/a")
    assert "secret" not in caught.value.message
    with pytest.raises(W2vError, match="does not exist"), reachable("s3://bucket/a"):
        raise FileNotFoundError
