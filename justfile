# The usual tasks: https://just.systems. Run them in an environment with
# pip install -e '.[test,lint,docs]'.

# List the tasks.
default:
    @just --list

# Style and types.
lint:
    ruff check .
    ruff format --check .
    mypy

# Fix what ruff can fix.
fix:
    ruff check --fix .
    ruff format .

# Write new and changed messages into the catalog, and remove those that are gone.
messages:
    .ci/messages

# The tests, or those you name: just test tests/cli -k similar.
test *arguments:
    python -m pytest {{ arguments }}

# Build the documentation into site/ and run all its examples.
docs:
    mkdocs build --strict
    python -m pytest tests/docs

# Show the documentation while you write it.
serve:
    mkdocs serve

# Run the examples of documentation pages and write what they print: just examples docs/en/how-to/names.md.
examples +pages:
    python -m tests.examples {{ pages }}

# Measure one thing: just bench train en.txt --workers 2.
bench name *arguments:
    python benchmarks/{{ name }}.py {{ arguments }}

# Everything that is checked before a release.
check:
    .ci/run

# Build sdist and wheel; install the wheel into a new environment and run it there.
release-check:
    rm -rf build/release
    mkdir -p build/release
    python -m pip wheel --quiet --no-deps --wheel-dir build/release .
    python -m venv build/release/venv
    build/release/venv/bin/pip install --quiet build/release/*.whl
    cd build/release && venv/bin/w2vkit --version && venv/bin/w2vkit demo
