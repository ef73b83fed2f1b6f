"""The command line: each command parses its arguments, calls a function and prints the result.

In reading order:

- `main`: the group of commands; `boundary`: errors become messages and exit codes.
- `streams`, `pipes`, `interrupts`: the standard streams and signals of the process.
- `options`, `question_options`, `counted_text`: what commands share when they parse;
  `option_file`: their options from a file.
- `command_classes`, `chinese_help`: the pages of `--help`.
- `other_names`: commands and options as other tools call them, for errors.
- `messages`, `listener`, `output`: what commands print, to stderr and stdout.
- `query_runner`: queries in, rows out; used by the questions, and by the shell with
  `shell_lines`.
- `commands`: one module for each command.
"""
