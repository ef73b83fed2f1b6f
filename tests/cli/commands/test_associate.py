"""`associate`: associations of two sets of words with two others."""


def test_a_table_of_sets(w2v, toy):
    done = w2v("associate", "king,man", "queen,woman", "行者", "馒头")
    assert done.exit_code == 0, done.output
    words, _, record = done.stdout.partition("\n\n")
    assert words.splitlines()[0].split() == ["set", "word", "association"]
    names = [line.split()[0] for line in record.splitlines()]
    assert names == ["effect_size", "p_value", "permutations", "exact"]


def test_a_set_of_one_word_is_too_small(w2v, toy):
    done = w2v("associate", "king", "queen", "man", "woman")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "A set contains 1 word " in done.stderr
