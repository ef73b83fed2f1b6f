"""Every example of the documentation runs and prints what the page shows."""

import pytest

from tests.documentation import PAGES, page_name
from tests.examples import Folder, examples, same, wanted_codes

WITH_EXAMPLES = [page for page in PAGES if examples(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=page_name)
def test_the_examples_print_what_they_show(page, tmp_path):
    folder = Folder(tmp_path)
    for example in examples(page.read_text(encoding="utf-8")):
        code, printed = folder.run(example)
        output = "\n".join(printed)
        assert code in wanted_codes(printed), f"{example.code}\nended with {code}:\n{output}"
        if example.shown is not None:
            shown = "\n".join(example.shown)
            assert same(example.shown, printed), (
                f"{example.code}\n--- shown:\n{shown}\n--- printed:\n{output}\n"
                f"If that is right: python -m tests.examples {page}"
            )
        elif example.kind == "python":
            assert not printed, f"{example.code}\nprints without being shown:\n{output}"
