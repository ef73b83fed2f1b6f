"""Files, locks, processes and paths: the interface to the operating system.

In reading order:
    paths: directories outside the package, and environment variables.
    files, compression: reading files, decompressed if necessary.
    regular, jsonfile, digest, ownership: reading untrusted files.
    atomic: writing files that appear complete or not at all.
    lock, parallel, signals, memory: processes.
    compilation: compiled kernels, kept on disk.
    optional, patterns: optional packages; regular expressions of users.
"""
