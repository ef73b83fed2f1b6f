"""Problems of a corpus or a machine, before any time is spent on training.

In reading order:

- `check`: the report of `w2vkit check`
- `inspection`: the statistics of a file
- `repeated`: advertisements, e-book headers, page headers, repeated lines
- `problem`: a problem of a corpus, and what repairs it; `findings`: those of its files, and
  `line_findings` of its lines
- `forecast`: the time and memory of training
- `clean`: the repaired copy that `w2vkit clean` writes
- `cleaning_plan`, `cleaning_paths`: what `clean` does to each line, and where it writes
- `variants`: two spellings of one character that a text mixes
- `doctor`: the installation and the machine
"""
