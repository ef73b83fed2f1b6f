import pytest

from w2vkit.base.python_words import in_python


@pytest.mark.parametrize(
    ("said", "reworded"),
    [
        ("Replace it with --force.", "Replace it with force=True."),
        ("Keep the lines with --unwrap no.", 'Keep the lines with unwrap="no".'),
        ("Ignore them with --no-weights.", "Ignore them with weights=False."),
        ("Lower --min-count.", "Lower min_count=."),
        ("--by vectors requires one: -m NAME.", 'by="vectors" requires one: model= NAME.'),
        (
            "--min-ngram 3 is greater than --max-ngram 2.",
            "min_ngram=3 is greater than max_ngram=2.",
        ),
        ("use --method tsne", 'use method="tsne"'),
        ("--epochs has no effect with glove.", "epochs has no effect with glove."),
        ("min-count is 0, but well-known.", "min_count is 0, but well-known."),
        ("Choose another format with --to.", "Choose another format with to=."),
        (
            "Resume it: w2vkit train --resume a; or start again with --force.",
            "Resume it: w2vkit train --resume a; or start again with force=True.",
        ),
        ("Run pip install --upgrade w2vkit.", "Run pip install --upgrade w2vkit."),
        ("一段没有选项的文字", "一段没有选项的文字"),
    ],
)
def test_options_become_keyword_arguments_and_command_lines_stay(said, reworded):
    assert in_python(said) == reworded
