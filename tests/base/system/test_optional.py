import json

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.base.system.optional import needed


def test_what_is_there_is_imported():
    assert needed("json", "none") is json


def test_what_to_install_is_said():
    with pytest.raises(W2vError, match="no_such_thing is required for this") as caught:
        needed("no_such_thing", "parquet")
    assert caught.value.hint == "Install it: pip install 'w2vkit[parquet]'."
