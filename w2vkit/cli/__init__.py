"""The command line: each command parses its arguments, calls a function and prints the result.

In reading order:

- `main`: the group of commands; `boundary`: errors become messages and exit codes.
- `streams`, `stdin`, `interrupts`: the standard streams and signals of the process.
- `options`, `arguments`, `question_options`: what commands share when they parse; `counted_text`,
  `self_evaluation`, `stability` and `piped_files` are about single options.
- `grouped_help`, `format_help`, `chinese_help`: the pages of `--help`.
- `messages`, `listener`, `output`: what commands print, to stderr and stdout.
- `query_runner`: queries in, rows out; used by the questions, and by the shell with
  `lineedit` and `lineoptions`.
- `commands`: one module for each command.
"""
