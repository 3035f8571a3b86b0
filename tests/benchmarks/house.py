"""Print the size and shape of the source: ``python -m tests.benchmarks.house``.

Lines and folders, import circles, deferred imports, long and complex functions, class names that
exist twice, and the share of comments. Complexity is radon's, from the extra ``dev``.
"""

import ast
import importlib.util
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.table import table

ROOT = Path(__file__).resolve().parents[2]
MOST_FILES, FEWEST_FILES, MOST_LINES, MOST_COMPLEX = 14, 4, 60, 15

Graph = Mapping[str, set[str]]


def main() -> None:
    """Print every figure."""
    paths = [path for top in ("simulator", "tests") for path in sorted((ROOT / top).rglob("*.py"))]
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    trees = {path: ast.parse(text) for path, text in texts.items()}
    ours = {path: tree for path, tree in trees.items() if _name(path).startswith("simulator")}
    _print_folders(texts)
    found = [f"{len(one)}: {' '.join(one)}" for one in circles(imports(ours))]
    _print_list(f"import circles: {len(found)}", found)
    deferred = Counter(_folder(path) for path, tree in ours.items() for _ in _deferred(tree))
    _print_list(
        f"function-local imports: {deferred.total()}",
        [f"{number:4} {folder}" for folder, number in deferred.most_common()],
    )
    long = [line for path, tree in ours.items() for line in _long(path, tree)]
    _print_list(f"functions of more than {MOST_LINES} lines: {len(long)}", long)
    _print_complexity({path: texts[path] for path in ours})
    nodes = [node for tree in ours.values() for node in ast.walk(tree)]
    names = Counter(node.name for node in nodes if isinstance(node, ast.ClassDef))
    twice = [f"{name} {number}" for name, number in names.most_common() if number > 1]
    _print_list(f"class names that exist twice: {len(twice)} of {len(names)}", [", ".join(twice)])
    lines = [line.strip() for path in ours for line in texts[path].splitlines()]
    comments = sum(line.startswith("#") for line in lines)
    print(f"\ncomment lines: {comments} of {len(lines)} ({comments / len(lines):.2%})")


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _folder(path: Path) -> str:
    return path.parent.relative_to(ROOT).as_posix()


def _print_list(title: str, lines: list[str]) -> None:
    print("\n" + "\n  ".join([title, *lines]))


def _print_folders(texts: Mapping[Path, str]) -> None:
    """Print files and lines by folder; the modules of a folder count without its __init__."""
    lines: Counter[str] = Counter()
    files: Counter[str] = Counter()
    modules: Counter[str] = Counter()
    for path, text in texts.items():
        for name in (_folder(path), f"{path.relative_to(ROOT).parts[0]} (all)"):
            lines[name] += text.count("\n")
            files[name] += 1
        modules[_folder(path)] += path.name != "__init__.py"
    rows = [(name, str(files[name]), str(lines[name])) for name in sorted(lines)]
    print(table(("folder", "files", "lines"), rows))
    source = [(name, number) for name, number in modules.items() if name.startswith("simulator")]
    many = [f"{number:3} {name}" for name, number in source if number > MOST_FILES]
    few = [f"{number:3} {name}" for name, number in source if 0 < number < FEWEST_FILES]
    _print_list(f"folders with more than {MOST_FILES} modules: {len(many)}", many)
    _print_list(f"folders with fewer than {FEWEST_FILES} modules: {len(few)}", few)


def imports(trees: Mapping[Path, ast.Module]) -> Graph:
    """Return what each module imports, also inside a function or under TYPE_CHECKING."""
    names = {_name(path) for path in trees}
    graph: dict[str, set[str]] = defaultdict(set)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                graph[_name(path)] |= {alias.name for alias in node.names} & names
            elif isinstance(node, ast.ImportFrom) and node.module in names:
                parts = {f"{node.module}.{alias.name}" for alias in node.names}
                # A name that isn't a module stands in the package's own file.
                graph[_name(path)] |= (parts & names) | ({node.module} if parts - names else set())
    return graph


def circles(graph: Graph) -> list[list[str]]:
    """Return the strongly connected components of two modules and more, largest first."""
    reached: dict[str, set[str]] = {}
    for name in graph:
        seen, waiting = set[str](), [name]
        while waiting:
            fresh = graph.get(waiting.pop(), set()) - seen
            seen |= fresh
            waiting += fresh
        reached[name] = seen
    closed = {
        frozenset(other for other in seen if name in reached.get(other, ()))
        for name, seen in reached.items()
        if name in seen
    }
    return sorted((sorted(circle) for circle in closed), key=lambda one: (-len(one), one))


def _functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def _deferred(tree: ast.Module) -> set[int]:
    """Return the lines of the imports inside functions."""
    return {
        node.lineno
        for function in _functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }


def _long(path: Path, tree: ast.Module) -> Iterator[str]:
    for node in _functions(tree):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > MOST_LINES:
            yield f"{length:4} {path.relative_to(ROOT)}:{node.lineno} {node.name}"


def _print_complexity(texts: Mapping[Path, str]) -> None:
    if importlib.util.find_spec("radon") is None:
        print('\ncomplexity: not measured, as radon is missing; run: pip install -e ".[dev]"')
        return
    from radon.complexity import cc_visit  # Only the extra `dev` has it.

    found = [
        f"{block.complexity:4} {path.relative_to(ROOT)}:{block.lineno} {block.fullname}"
        for path, text in texts.items()
        for block in cc_visit(text)
        if block.complexity > MOST_COMPLEX
    ]
    found.sort(reverse=True)
    _print_list(f"functions with a complexity over {MOST_COMPLEX}: {len(found)}", found)


if __name__ == "__main__":
    main()
