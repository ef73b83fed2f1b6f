"""Problems of a corpus or a machine, before any time is spent on training.

In reading order:

- `check`: the report of `w2vkit check`
- `inspection`: the statistics of a file
- `repeated`: advertisements, e-book headers, page headers, repeated lines
- `findings`: the problems of a corpus, and what repairs them
- `forecast`: the time and memory of training
- `clean`: the repaired copy that `w2vkit clean` writes
- `cleaning_plan`, `cleaning_paths`: what `clean` does to each line, and where it writes
- `variants`: two spellings of one character that a text mixes
- `doctor`: the installation and the machine
"""
