"""The parts of the reference that are made from the code: `<!-- generated: NAME -->` on a page.

Commands come from click, options from `config`, the Python interface from its docstrings, so
that they cannot differ from what runs. What options mean in Chinese stands in
`w2vkit/base/translation/help.toml`.
"""

import ast
import inspect
import re
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from pathlib import Path

import click

import w2vkit
from w2vkit.analysis.change.changes import Changes, WordChange, WordInPart
from w2vkit.analysis.change.contrast import Contrast, ContrastedWord
from w2vkit.analysis.change.difference import Difference
from w2vkit.analysis.change.effects import Effects, WordEffect
from w2vkit.analysis.change.parts import TextParts
from w2vkit.analysis.change.power import BandPower, ChangePower
from w2vkit.analysis.change.units import TextUnits
from w2vkit.analysis.collocates import Collocate
from w2vkit.analysis.concordance import Concordance
from w2vkit.analysis.examples import Example
from w2vkit.analysis.explanation import ExplainedContext, Explanation
from w2vkit.analysis.frequencies import Frequency, Keyness
from w2vkit.analysis.keyword_in_context import ConcordanceLine
from w2vkit.analysis.relations import Relation
from w2vkit.analysis.section_counts import SectionCounts
from w2vkit.analysis.shared_contexts import SharedContext
from w2vkit.base import config, errors
from w2vkit.base.progress import Listener, Progress
from w2vkit.cli.chinese_help import help_texts, option_help, option_name
from w2vkit.cli.main import COMMANDS, main
from w2vkit.evaluation.evaluate import Evaluation
from w2vkit.evaluation.items import Estimate, ItemEvaluation, Recommender
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.model.formats import COMPRESSED, FORMATS
from w2vkit.query.clusters import Cluster, ClusterWord
from w2vkit.query.exporting import Exported
from w2vkit.query.neighbors import Neighbor, Neighbors, SetMember
from w2vkit.training import defaults
from w2vkit.training.reproduction import ComparedFile, Reproduction

NO_LIMIT = 1e8
"""Limits beyond this only keep numbers from overflowing."""
HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”《》]"
MARK = re.compile(r"^<!-- generated: (\w+) -->$", re.M)
WORDS = {
    "en": {
        "option": "Option",
        "meaning": "Meaning",
        "default": "Default",
        "sized": "by corpus size",
        "type": "Type",
        "tokens": "Tokens",
        "up to": "up to {}",
        "more": "more",
        "format": "Format",
        "what": "What it is",
        "suffixes": "Suffixes",
        "reads": "Reads",
        "writes": "Writes",
        "yes": "yes",
        "no": "no",
        "Args": "Arguments",
        "Attributes": "Attributes",
        "Returns": "Returns",
        "Raises": "Raises",
        "Yields": "Yields",
        "Example": "Example",
    },
    "zh": {
        "option": "选项",
        "meaning": "含义",
        "default": "默认值",
        "sized": "随语料大小",
        "type": "类型",
        "tokens": "词数",
        "up to": "不超过 {}",
        "more": "更多",
        "format": "格式",
        "what": "说明",
        "suffixes": "后缀",
        "reads": "读",
        "writes": "写",
        "yes": "是",
        "no": "否",
        "Args": "参数",
        "Attributes": "属性",
        "Returns": "返回",
        "Raises": "异常",
        "Yields": "产出",
        "Example": "示例",
    },
}
CONFIGS = (
    config.SegmentConfig,
    config.TrainConfig,
    config.QueryConfig,
    config.PlotConfig,
    config.ExploreConfig,
    config.EvalConfig,
    config.ImportConfig,
    config.ExportConfig,
    config.IndexConfig,
    config.WalkConfig,
    config.ClusterConfig,
    config.ChangeConfig,
    config.ItemsConfig,
    config.VectorizeConfig,
)
API_MODULES = (
    "models",
    "training",
    "segmentation",
    "queries",
    "text_statistics",
    "part_comparison",
    "pictures",
    "evaluation",
)
"""The modules of `w2vkit.api`, in the order of the page."""
RESULTS = (
    Neighbors,
    Neighbor,
    SetMember,
    Cluster,
    ClusterWord,
    Evaluation,
    ItemEvaluation,
    Recommender,
    Estimate,
    Exported,
    FoundWord,
    Concordance,
    ConcordanceLine,
    Collocate,
    SectionCounts,
    Frequency,
    Keyness,
    Relation,
    TextParts,
    TextUnits,
    Changes,
    WordChange,
    WordInPart,
    Difference,
    ChangePower,
    BandPower,
    Effects,
    WordEffect,
    Contrast,
    ContrastedWord,
    Explanation,
    ExplainedContext,
    SharedContext,
    Example,
    Reproduction,
    ComparedFile,
    Listener,
    Progress,
    errors.W2vError,
    errors.UsageError,
    errors.MissingWordError,
)
"""What the functions return, take and raise, in the order of the page."""
SPECIAL = {"__getitem__": "model[question]"}


def fill(markdown, language):
    """Replace every mark on a page by what is made from the code."""
    return MARK.sub(lambda mark: PARTS[mark[1]](language), markdown)


def joined(markdown):
    """Join lines that a Chinese paragraph was wrapped into; a browser would show a space there."""
    parts = re.split(r"(^ *```.*?^ *```$)", markdown, flags=re.M | re.S)
    parts[::2] = [re.sub(rf"(?<={HAN})\n *(?={HAN})", "", part) for part in parts[::2]]
    return "".join(parts)


def chinese():
    """Return the Chinese meanings of commands and options: tables of strings."""
    return help_texts()


def in_chinese(command, name):
    """Return what an option of a command means in Chinese; None if nobody has written it."""
    return option_help(command, name)


def loaded_commands():
    """Return all commands by name, in the order of `--help`; `models rm` is one too."""
    context = click.Context(main)
    found = {}
    for name in COMMANDS:
        found[name] = command = main.get_command(context, name)
        if isinstance(command, click.Group):
            found |= {f"{name} {part}": one for part, one in command.commands.items()}
    return found


def commands(language):
    """Return a section for each command: usage, what it does, examples, options."""
    return "\n\n".join(_command(name, one, language) for name, one in loaded_commands().items())


def _command(name, command, language):
    context = click.Context(command, info_name=f"w2vkit {name}")
    prose, examples = _help(command.help)
    if language == "zh":
        prose = chinese()["commands"].get(name, prose)
    usage = f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}"
    parts = [f"## {name}", f'```text title="{usage}"\n{examples}\n```', prose]
    rows = [_option_row(name, option, context, language) for option in options_of(command)]
    if rows:
        parts.append(_table(_heads(language, "option", "meaning", "default"), rows))
    return "\n\n".join(parts)


def _help(text):
    """Split the help of a command into prose and examples; preformatted parts become code."""
    prose, examples = [], ""
    for paragraph in inspect.cleandoc(text).replace("\f", "").split("\n\n"):
        lines = paragraph.removeprefix("\b\n").splitlines()
        if re.fullmatch(r"Examples?:", lines[0]):
            examples = inspect.cleandoc("\n".join(lines[1:]))
        elif paragraph.startswith(("\b", "  ")):
            prose.append("```text\n" + inspect.cleandoc("\n" + "\n".join(lines)) + "\n```")
        else:
            prose.append(" ".join(line.strip() for line in lines))
    return "\n\n".join(prose), examples


def options_of(command):
    """Return the options of a command that its help shows."""
    return [one for one in command.params if isinstance(one, click.Option) and not one.hidden]


def flag_name(option):
    """Return what an option is called in `help.toml`: `--min-count` is min_count."""
    return option_name([*option.opts])


def _option_row(command, option, context, language):
    help_text, default = re.fullmatch(
        r"(.*?)(?:  \[default: (.*)\])?", option.help or "", re.S
    ).groups()
    chinese_text = in_chinese(command, flag_name(option)) if language == "zh" else None
    help_text = chinese_text or _plain(help_text)
    if default == "by size of the corpus":
        default = WORDS[language]["sized"]
    elif option.show_default and isinstance(option.default, str):
        default = option.default
    return [_flags(option, context), help_text + _values(option.type), f"{default or ''}"]


def _plain(text):
    """Return text that Markdown shows as it stands."""
    return re.sub(r"([\\`*_{}\[\]<>])", r"\\\1", text)


def _flags(option, context):
    names = [*option.opts, *option.secondary_opts]
    if not option.is_flag:
        choice = isinstance(option.type, click.Choice)
        names[-1] += " " + (
            names[-1].strip("-").upper() if choice else option.make_metavar(context)
        )
    return "<br>".join(f"`{name}`" for name in names)


def _values(kind):
    """Return what an option may be, as far as the table should say it."""
    if isinstance(kind, click.Choice):
        return "<br>" + ", ".join(f"`{choice}`" for choice in kind.choices)
    return _limits(getattr(kind, "min", None), getattr(kind, "max", None))


def _limits(low, high):
    if high is not None and high >= NO_LIMIT:
        high = None
    if low is not None and low <= -NO_LIMIT:
        low = None
    if low is None and high is None:
        return ""
    if high is None:
        return f" (≥ {_number(low)})"
    return f" (≤ {_number(high)})" if low is None else f" ({_number(low)} … {_number(high)})"


def _number(x):
    return f"{int(x):,}" if x == int(x) else f"{x:g}"


def options(language):
    """Return a table for each group of options as Python knows them."""
    return "\n\n".join(_group(one, language) for one in CONFIGS)


def _group(group, language):
    name = group.__name__.removesuffix("Config").lower()
    command = {"query": "similar"}.get(name, name)
    rows = [_field_row(command, one, language) for one in fields(group)]
    heads = _heads(language, "option", "type", "meaning", "default")
    return f"## {group.__name__}\n\n{_table(heads, rows)}"


def _field_row(command, option, language):
    chinese_text = in_chinese(command, option.name) if language == "zh" else None
    meaning = chinese_text or _plain(option.metadata["help"])
    low, high = option.metadata.get("low"), option.metadata.get("high")
    meaning += _limits(low, high)
    default = "" if option.default in (None, MISSING) else f"`{option.default!r}`"
    if option.metadata.get("sized"):
        default = WORDS[language]["sized"]
    return [f"`{option.name}`", f"`{_kind(option.type)}`", meaning, default]


def _kind(name):
    """Return the name of a type; for one of several words, the words."""
    base, *rest = name.split(" | ")
    literal = getattr(config, base, None)
    words = [repr(word) for word in getattr(literal, "__args__", ())]
    return " | ".join([*(words or [base]), *rest])


def sizes(language):
    """Return the table of defaults for Chinese text by the size of the corpus."""
    return _sizes([_default_row(row) for row in CHINESE.defaults], language)


def other_sizes(language):
    """Return the table of defaults for other text by the size of the corpus."""
    return _sizes([_default_row(row) for row in ENGLISH.defaults], language)


def _default_row(row):
    options = row.default_options
    first = {name: options.get(name, "") for name in ("algorithm", "members", "architecture")}
    return replace(row, options={**first, **options})


def glove(language):
    """Return the table of what GloVe has instead."""
    return _sizes(defaults.OWN_DEFAULTS["glove"], language)


def ppmi(language):
    """Return the table of what PPMI-SVD has instead."""
    return _sizes(defaults.OWN_DEFAULTS["ppmi"], language)


def _sizes(table, language):
    names = [*dict.fromkeys(name for row in table for name in row.options)]
    words = WORDS[language]
    rows = [
        [
            words["more"]
            if row.tokens == float("inf")
            else words["up to"].format(f"{row.tokens:,}"),
            *(str(row.options[name]) for name in names),
        ]
        for row in table
    ]
    return _table([words["tokens"], *(name.replace("_", "-") for name in names)], rows)


def formats(language):
    """Return the table of formats of other tools."""
    words = WORDS[language]
    rows = [
        [
            f"`{one.name}`",
            in_chinese("formats", one.name) if language == "zh" else one.title,
            " ".join(f"`{suffix}`" for suffix in one.suffixes),
            words["yes" if one.reads else "no"],
            words["yes" if one.writes else "no"],
        ]
        for one in FORMATS
    ]
    heads = _heads(language, "format", "what", "suffixes", "reads", "writes")
    return _table(heads, rows)


def compressed(language):
    """Return the suffixes of compressed files."""
    return ", ".join(f"`{suffix}`" for suffix in COMPRESSED)


def api(language):
    """Return a section for each public name of the package, from its docstring."""
    names = [name for name in w2vkit.__all__ if not name.startswith("__")]
    public = {name: getattr(w2vkit, name) for name in names}
    functions = {name: one for name, one in public.items() if inspect.isfunction(one)}
    classes = [one for one in public.values() if inspect.isclass(one) and one not in RESULTS]
    in_order = sorted(functions, key=lambda name: _place(functions[name]))
    parts = [_function(f"w2vkit.{name}", functions[name], language) for name in in_order]
    return "\n\n".join(parts + [_class(one, language) for one in [*classes, *RESULTS]])


@cache
def page_examples():
    """Return the statements of the Python examples on all pages, in the order of the pages.

    The examples are run by a test, so that those on the page of the interface are, too.
    """
    found = []
    for page in sorted((Path(__file__).parent / "en").rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        for block in re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S):
            found += [ast.get_source_segment(block, one) for one in ast.parse(block).body]
    return found


def example(name):
    """Return the shortest example of a public name; None without one."""
    pattern = re.compile(rf"\bw2vkit\.{name}\b|\bimport {name}\b")
    return min(filter(pattern.search, page_examples()), key=len, default=None)


def _example(name, language):
    code = example(name)
    title = WORDS[language]["Example"]
    return "" if code is None else f"**{title}**\n\n```python\n{code}\n```"


def _place(function):
    """Return where a function of the interface stands on the page: by module, then by line."""
    module = function.__module__.removeprefix("w2vkit.api.")
    return API_MODULES.index(module), inspect.getsourcelines(function)[1]


def _function(name, function, language, level="##"):
    short = name.split(".")[-1]
    heading = f"{level} {name}" if level == "##" else f"{level} {SPECIAL.get(short, short)}"
    code = f"```python\n{_signature(short, function)}\n```"
    shown = _example(short, language) if level == "##" else ""
    return "\n\n".join(filter(None, [heading, code, _docstring(function, language), shown]))


def _signature(name, function):
    """Return a signature as the source has it, one parameter to a line if it is long."""
    node = ast.parse(inspect.cleandoc("\n" + inspect.getsource(function))).body[0]
    node.args.args = [one for one in node.args.args if one.arg != "self"]
    inside = ast.unparse(node.args).replace("=", " = ")
    returned = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    if len(name + inside + returned) <= 88:
        return f"{name}({inside}){returned}"
    parts = re.split(r", (?![^\[]*\])", inside)
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){returned}"


def _class(one, language):
    parts = [f"## {one.__name__}", *_fields(one), _docstring(one, language)]
    parts += filter(None, [_example(one.__name__, language)])
    own = [part for part in one.__mro__[::-1] if part.__module__.startswith("w2vkit")]
    members = {name: member for part in own for name, member in vars(part).items()}
    for name, member in members.items():
        hidden = name.startswith("_") and name not in SPECIAL
        if hidden or not getattr(member, "__doc__", None):
            continue
        if isinstance(member, property):
            parts.append(f"### {name}\n\n{_docstring(member, language)}")
        elif inspect.isfunction(member):
            parts.append(_function(f"{one.__name__}.{name}", member, language, "###"))
    return "\n\n".join(parts)


def _fields(one):
    """Return what a record consists of, as code; nothing for other classes."""
    if one not in RESULTS or not (is_dataclass(one) or issubclass(one, tuple)):
        return []
    kinds = {k: getattr(x, "__forward_arg__", x) for k, x in one.__annotations__.items()}
    lines = [f"{name}: {kind}" for name, kind in kinds.items()]
    return ["```python\n" + "\n".join(lines) + "\n```"]


def _docstring(thing, language):
    """Turn a docstring with sections such as `Args:` into Markdown."""
    text = inspect.getdoc(inspect.unwrap(thing) if callable(thing) else thing) or ""
    parts = []
    for paragraph in text.split("\n\n"):
        head, _, body = paragraph.partition("\n")
        if head.rstrip(":") in ("Args", "Attributes", "Returns", "Raises", "Yields") and body:
            parts.append(f"**{WORDS[language][head.rstrip(':')]}**\n\n{_items(body)}")
        else:
            parts.append(paragraph)
    return "\n\n".join(parts)


def _items(body):
    lines = inspect.cleandoc("\n" + body).splitlines()
    joined = []
    for line in lines:
        if joined and line.startswith(" "):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
    return "\n".join("- " + re.sub(r"^(\*{0,2}\w+): ", r"`\1`: ", line) for line in joined)


def _heads(language, *names):
    return [WORDS[language][name] for name in names]


def _table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text):
    """Return what a cell may hold: a bar outside of code would end it."""
    parts = str(text).replace("\n", " ").strip().split("`")
    return "`".join(
        part.replace("|", "\\|") if n % 2 == 0 else part for n, part in enumerate(parts)
    )


PARTS = {
    "commands": commands,
    "options": options,
    "sizes": sizes,
    "other_sizes": other_sizes,
    "glove": glove,
    "ppmi": ppmi,
    "formats": formats,
    "compressed": compressed,
    "api": api,
}
"""What a mark on a page may name."""
