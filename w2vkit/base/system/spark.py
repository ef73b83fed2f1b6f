"""A connection to Apache Spark: started with the Python of this process, quiet, with clear errors.

Spark runs functions of this package on its executors, so that the package must be installed there
in the same version. A function reports what a user can mend as a result, not as an exception, which
Spark would try again.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.system.optional import needed
from w2vkit.base.version import __version__

SECONDS_TO_CONNECT = 10.0
SECONDS_BETWEEN_LOOKS = 0.2
DEFAULT_PORT = 7077
OLDEST_JAVA = 17
LOGGING = """
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %m%n
"""
"""Spark's configuration of its log: errors only."""
FIND_VERSION = (
    "next((d.version for d in __import__('importlib.metadata', fromlist=['x'])"
    ".distributions(name='w2vkit')), '')"
)
"""Finds the version of this package where it may not be installed."""
Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def spark_context(master: str | None, name: str) -> Iterator[Any]:
    """Connect to Spark, and stop the connection at the end.

    Args:
        master: the address of the cluster, such as `spark://host:7077`, `yarn` or `local[4]`; None
            for that of `spark-submit`, or else all cores of this machine.
        name: the name of the application.

    Raises:
        W2vError: pyspark or Java is missing, the cluster cannot be reached, or its executors do not
            have this version of the package.

    """
    pyspark = needed("pyspark", "spark")
    _check_java()
    if master is not None:
        _check_reachable(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory(prefix="w2vkit-spark-") as folder:
        log = Path(folder, "log4j2.properties")
        log.write_text(LOGGING, encoding="utf-8")
        conf = pyspark.SparkConf().setAppName(name)
        if master is not None:
            conf.setMaster(master)
        else:
            conf.setIfMissing("spark.master", "local[*]")
        conf.setIfMissing("spark.ui.enabled", "false")
        conf.setIfMissing("spark.ui.showConsoleProgress", "false")
        conf.setIfMissing(
            "spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={log.as_uri()}"
        )
        context = _started(pyspark, conf, Path(folder, "stderr"))
        try:
            context.setLogLevel("OFF")
            _check_versions(context)
            yield context
        finally:
            context.stop()


def spread(
    context: Any,
    function: Callable[[Item], Result],
    items: Sequence[Item],
    listener: Listener,
    stage: str,
    tasks: int | None = None,
) -> list[Result]:
    """Apply a function to each item on the executors; return the results in order.

    Args:
        context: see `spark_context`.
        function: of a module of this package; raises W2vError for what a user can mend.
        items: the items; they are pickled.
        listener: receives the progress.
        stage: what is done, for the progress.
        tasks: the number of tasks; as many as items by default.

    Raises:
        W2vError: the function raised it, or the job failed.

    """
    if not items:
        return []
    number = min(len(items), tasks or len(items))
    job = context.parallelize(items, number).map(partial(attempted, function))

    def look() -> None:
        listener.progress(Progress(stage, _completed(context), number, "parts"))

    results = collected(context, job, look)
    for result in results:
        if isinstance(result, W2vError):
            raise result
    return results


def attempted(function: Callable[[Item], Result], item: Item) -> Result | W2vError:
    """Return the result of a function, or the error that it raises for the user."""
    try:
        return function(item)
    except W2vError as error:
        return error


def collected(context: Any, job: Any, look: Callable[[], None]) -> list[Any]:
    """Return the results of a job; `look` is called several times a second while it runs.

    Raises:
        W2vError: the job failed.

    """
    results: list[Any] = []
    failures: list[BaseException] = []

    def collect() -> None:
        try:
            results.extend(job.collect())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=collect, name="w2vkit-spark", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(SECONDS_BETWEEN_LOOKS)
            look()
    except BaseException:
        context.cancelAllJobs()
        raise
    if failures:
        raise _job_failed(failures[0]) from failures[0]
    return results


def _completed(context: Any) -> int:
    """Return the number of tasks of the current stage that are done."""
    tracker = context.statusTracker()
    stages = filter(None, map(tracker.getStageInfo, tracker.getActiveStageIds()))
    return sum(stage.numCompletedTasks for stage in stages)


def _job_failed(error: BaseException) -> W2vError:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line for line in lines if "Error" in line or "Exception" in line]
    return W2vError(
        msg(
            "The Spark job failed: {cause}",
            cause=_without_class((causes or lines or [type(error).__name__])[-1]),
        ),
        msg("The logs of the executors say more."),
    )


def _without_class(line: str) -> str:
    """Return the message of a Java exception.

    >>> _without_class('Exception in thread "main" org.apache.spark.SparkException: Too few.')
    'Too few.'
    """
    return re.sub(
        r'^(?:Exception in thread "\w+" |Caused by: )?[\w.$]+(?:Exception|Error): ', "", line
    )


def _check_java() -> None:
    """Raise W2vError unless there is a Java for Spark."""
    home = os.environ.get("JAVA_HOME")
    own = Path(home, "bin", "java") if home else None
    java = str(own) if own is not None and own.exists() else shutil.which("java")
    hint = msg("Install Java 17 or later, or set JAVA_HOME to its directory.")
    if java is None:
        raise W2vError(msg("Spark requires Java, which is not installed."), hint)
    version = _version_of_java(java)
    if version is not None and version < OLDEST_JAVA:
        raise W2vError(
            msg(
                "Spark requires Java {oldest}; {java} is Java {version}.",
                oldest=OLDEST_JAVA,
                java=java,
                version=version,
            ),
            hint,
        )


def _version_of_java(java: str) -> int | None:
    """Return the number of a release of Java, such as 17, or None if it does not say one."""
    with suppress(OSError, subprocess.TimeoutExpired):
        said = subprocess.run(
            [java, "-version"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS_TO_CONNECT,
        ).stderr
        if found := re.search(r'version "(?:1\.)?(\d+)', said):
            return int(found[1])
    return None


def _check_reachable(master: str) -> None:
    """Raise W2vError if no master of a standalone cluster accepts connections."""
    if not master.startswith("spark://"):
        return
    places = master.removeprefix("spark://").split(",")
    for place in places:
        host, _, port = place.partition(":")
        with suppress(OSError, ValueError):
            address = (host, int(port or DEFAULT_PORT))
            with socket.create_connection(address, SECONDS_TO_CONNECT / len(places)):
                return
    raise W2vError(
        msg("The Spark master {master} cannot be reached.", master=master),
        msg("Check its address, and that it is running."),
    )


def _started(pyspark: Any, conf: Any, log: Path) -> Any:
    """Start Spark; what its Java process writes goes to a file, and is shown if it fails."""
    sys.stderr.flush()
    kept = os.dup(2)
    with log.open("wb") as file:
        os.dup2(file.fileno(), 2)
        try:
            return pyspark.SparkContext(conf=conf)
        except Exception as error:
            said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            cause = next((line for line in reversed(said) if "Exception" in line), str(error))
            raise W2vError(
                msg("Spark could not be started: {cause}", cause=_without_class(cause)),
                msg("Check --master, and the installation of Java and pyspark."),
            ) from error
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _check_versions(context: Any) -> None:
    """Raise W2vError unless the executors have this version of the package."""
    number = max(2, context.defaultParallelism)
    try:
        versions = context.parallelize([FIND_VERSION] * number, number).map(eval).collect()
    except Exception as error:
        raise _job_failed(error) from error
    others = sorted({version for version in versions if version != __version__})
    if not others:
        return
    if "" in others:
        raise W2vError(
            msg("w2vkit is not installed in the Python of the executors."),
            msg("Install it there, or send an environment with --archives of spark-submit."),
        )
    raise W2vError(
        msg(
            "The executors have w2vkit {others}, and this machine has {own}.",
            others=joined(", ", others),
            own=__version__,
        ),
        msg("Install the same version everywhere."),
    )


def in_groups_of_size(
    items: Iterable[Item], size_of: Callable[[Item], int], most: int
) -> list[list[Item]]:
    """Return items in groups, each of a total size of at most `most`, or of one item.

    >>> in_groups_of_size([3, 4, 9, 1], lambda item: item, 8)
    [[3, 4], [9], [1]]
    """
    groups: list[list[Item]] = []
    total = 0
    for item in items:
        size = size_of(item)
        if not groups or total + size > most:
            groups.append([])
            total = 0
        groups[-1].append(item)
        total += size
    return groups
