"""How words depend on the speaker and the year of what was said."""

import pytest

from tests.analysis.change.letters import letters_text
from w2vkit.analysis.change.effects import EFFECT_COLUMNS, effects
from w2vkit.base.config import ChangeConfig
from w2vkit.base.errors import UsageError

QUICK = ChangeConfig(permutations=100, min_count=5)


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    return letters_text(tmp_path_factory.mktemp("letters"))


def test_what_depends_on_the_speaker_and_what_on_the_year(letters):
    found = effects(*letters, ["moved", "drifts"], QUICK)
    values = {(one.word, one.covariate): one for one in found}
    assert values["moved", "speaker"].q_value < 0.05
    assert values["drifts", "date"].q_value < 0.05
    assert values["moved", "date"].difference.p_value > 0.05
    assert values["drifts", "speaker"].difference.p_value > 0.05
    assert {near[0] for near in values["moved", "speaker"].neighbors} == {"b"}
    assert values["moved", "speaker"].norm > values["moved", "date"].norm
    assert values["moved", "date"].count > values["moved", "speaker"].count


def test_words_too_rare_for_an_effect_say_so(letters):
    found = effects(*letters, ["few", "once"], QUICK)
    reasons = {one.unreliable for one in found if one.word == "once"}
    assert reasons == {"too few occurrences"}
    assert all(one.q_value is None for one in found if one.unreliable)


def test_a_covariate_that_another_determines_says_so(letters):
    text, (speakers, _) = letters
    found = effects(text, [speakers, speakers], ["moved"], QUICK)
    assert {one.unreliable for one in found} == {"the other covariates determine it"}


def test_rows_tables_and_notes(letters):
    found = effects(*letters, ["moved"], QUICK)
    assert {*next(found.rows())} == {*EFFECT_COLUMNS}
    (table,) = found.tables()
    assert "unreliable" not in table.columns
    assert found.notes == [
        "Covariates: speaker has 2 values (Ann, Bob); date is a number (1900 to 1919).",
        "Shuffled: 400 units.",
    ]
    assert len(found) == 2


def test_words_are_needed(letters):
    with pytest.raises(UsageError, match="there is no word"):
        effects(*letters, [], QUICK)
