import json
import math
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.system import jsonfile

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text() | st.floats(-1e9, 1e9),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@settings(max_examples=40)
@given(content=st.dictionaries(st.text(), JSON))
def test_what_json_writes_is_read(content):
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert jsonfile.parse_object(text) == content


@given(data=st.binary(max_size=40))
def test_nothing_else_than_an_object_comes_out(data):
    with suppress(InvalidFileError):
        assert isinstance(jsonfile.parse_object(data), dict)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (b"", "damaged"),
        (b"[1]", "not an object"),
        (b'{"a": NaN}', "NaN is not a JSON number"),
        (b'{"a": -Infinity}', "not a JSON number"),
        (b'{"a": 1e999}', "1e999 is too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too large"),
        (b'{"a": "\xff"}', "damaged"),
        (b'{"a": ' + b"[" * 200_000, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_named(text, part):
    with pytest.raises(InvalidFileError, match=part):
        jsonfile.parse_object(text)


@pytest.mark.parametrize("value", [None, True, 1.0, "1", -1, 10, math.nan, [1], {}])
def test_an_integer_out_of_range_or_of_another_type_is_refused(value):
    with pytest.raises(InvalidFileError, match="“n” is not an integer from 0 to 9"):
        jsonfile.whole({"n": value}, "n", 0, 9)
    assert jsonfile.whole({"n": 9}, "n", 0, 9) == 9


@pytest.mark.parametrize("facts", [True, None, [1], "n", 3])
@pytest.mark.parametrize("read", [jsonfile.whole, jsonfile.number, jsonfile.text, jsonfile.group])
def test_what_is_no_object_holds_no_values(facts, read):
    with pytest.raises(InvalidFileError, match="the parent of “n” is not an object"):
        read(facts, "n")


def test_values_of_another_type_are_refused():
    facts = {"texts": "a", "list": [1, 2], "group": {}, "bad": [1, -2], "mixed": [True]}
    assert (jsonfile.text(facts, "texts"), jsonfile.wholes(facts, "list")) == ("a", [1, 2])
    assert jsonfile.group(facts, "group") == {}
    for read, name in (
        (jsonfile.text, "list"),
        (jsonfile.wholes, "bad"),
        (jsonfile.wholes, "mixed"),
        (jsonfile.wholes, "texts"),
        (jsonfile.group, "list"),
        (jsonfile.group, "absent"),
    ):
        with pytest.raises(InvalidFileError, match=f"“{name}” is not"):
            read(facts, name)
