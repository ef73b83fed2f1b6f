"""Problems of a corpus or a machine, before any time is spent on training.

In reading order:

- `check`: the report of `w2vkit check`
- `inspection`: the statistics of a file
- `repeated`: advertisements, e-book headers, page headers, repeated lines
- `findings`: the problems of a corpus, and what repairs them
- `forecast`: the time and memory of training
- `clean`: the repaired copy that `w2vkit clean` writes
- `cleaning_plan`: what `clean` does to each line
- `doctor`: the installation and the machine
"""
