from w2vkit.model.shown_names import MAX_SHOWN, name_columns, name_fields, shown

NAMES = {"B07": "Strawberry jam", "B09": "A ladder with seventeen steps of aluminium", "B11": ""}


def test_an_id_is_shown_as_its_name_and_long_names_are_shortened():
    words = ("B07", "B08", "B09", "B11")
    assert [shown(word, NAMES) for word in words] == [
        "Strawberry jam",
        "B08",
        "A ladder with seventeen steps of aluminium"[:MAX_SHOWN] + "…",
        "B11",
    ]


def test_rows_have_a_name_only_in_a_model_with_names():
    assert (name_columns(NAMES), name_columns({})) == (("name",), ())
    found = [name_fields(word, NAMES) for word in ("B07", "B08")]
    assert found == [{"name": "Strawberry jam"}, {"name": ""}]
    assert name_fields("B07", {}) == {}
