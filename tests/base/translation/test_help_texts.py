from w2vkit.base.translation.help_texts import help_texts, option_help, option_name


def test_the_text_of_a_command_takes_precedence():
    assert option_help("similar", "min_count") == help_texts()["similar"]["min_count"]
    assert option_help("train", "min_count") == help_texts()["options"]["min_count"]
    assert option_help("train", "nonsense") is None


def test_an_option_is_named_by_its_long_name():
    assert option_name(["-n", "--min-count"]) == "min_count"
