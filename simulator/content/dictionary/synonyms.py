"""Other words for the words of files, as `data/synonyms.yaml` has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from simulator.content.yaml.reader import DATA, read_file
from simulator.core.terms import Sound


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Return for each synonym the words that it may mean, in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for word, others in read_file(DATA / "synonyms.yaml").value["synonyms"].items():
        for other in others:
            found[other] = (*found.get(other, ()), word)
    return found


def folded(word: str) -> str:
    """Return a word as the dictionary has it: in lower case, with `_` between its parts."""
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())


def by_meaning(word: str, among: Collection[str]) -> tuple[str, ...]:
    """Return those of the words `among` that `word` is a synonym of, the likeliest first."""
    return tuple(each for each in synonyms().get(folded(word), ()) if each in among)


def fix_by_meaning(word: str, among: Collection[str]) -> str:
    """Return the fix for a word that means one of those that may be there; empty if none does."""
    similar = by_meaning(word, among)
    sounds = (word,) if word in tuple(Sound) else by_meaning(word, tuple(Sound))
    if similar:
        written = [_explained(each, among) for each in similar]
    elif "sound" in among and sounds:  # A sound in the place of an act.
        written = [_explained(each, tuple(Sound), "{sound: %s}") for each in sounds]
    else:
        return ""
    *most, last = written
    return f"write {', '.join(most)} or {last}" if most else f"write {last}"


def _explained(word: str, among: Collection[str], form: str = "%s") -> str:
    # Deferred: the entries take 0.05 s to read, and few mistakes need them.
    from simulator.content.dictionary.entries import entry, words_by_kind

    found = entry(word, among=among)
    # Of a list that is put together from others, a meaning may be that of another list.
    known = found is not None and words_by_kind()[found.kind].issuperset(among)
    return (
        f"{form % word} ({found.brief})" if found and known and found.brief != word else form % word
    )
