"""Files, locks, processes and paths: the interface to the operating system.

In reading order:
    paths: directories outside the package, environment variables, and whose directories are safe.
    files, compression: reading files, decompressed if necessary.
    regular, jsonfile: reading untrusted files, and their checksums.
    atomic: writing files that appear complete or not at all.
    lock, parallel, signals, memory: processes.
    jit, compilation: compiled functions, kept on disk.
    optional, plugins, patterns: optional packages, plug-ins, and regular expressions of users.
    storage, folders: files on storage, and folders that the processes of a cluster share.
    spark: functions of this package on a cluster.
    stage_times: how long each stage of a training takes.
"""
