"""Write `languages.csv` from Babel's copy of the Unicode CLDR, or hold it against that copy.

A plain install has no Babel: it takes 36 MB, and a translation needs 30 kB of it.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale, localedata
from babel.dates import get_date_format
from babel.plural import to_gettext

FILE = Path("simulator/content/data/languages.csv")
COLUMNS = ("code", "name", "forms", "plural", "date", "months")
_TAGS = ("zero", "one", "two", "few", "many", "other")
_FIELDS = {"d": "{d}", "dd": "{d:02}", "MMMM": "{month}", "MMM": "{month}", "M": "{m}", "y": "{y}"}


def rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each language that has a name and months of its own."""
    for code in sorted(localedata.locale_identifiers()):
        locale = Locale.parse("en_GB" if code == "en" else code)
        months = [locale.months["format"]["wide"][month] for month in range(1, 13)]
        pattern = get_date_format("long", locale=locale).pattern
        name = Locale.parse(code).get_display_name()
        if "_" in code or not name or months[0] == "M01" or re.search("[G#]", pattern):
            continue
        forms = " ".join(tag for tag in _TAGS if tag in {*locale.plural_form.tags, "other"})
        # Babel leaves the exponent of "1.2e6" in, which a whole number never has.
        plural = to_gettext(locale.plural_form).partition("plural=")[2].rstrip(";")
        plural = re.sub(r"\be\b", "0", plural)
        yield code, name, forms, plural, _format(pattern), "|".join(months)


def _format(pattern: str) -> str:
    """Return a date pattern of the CLDR, such as ``d MMMM y``, as a format of Python."""
    parts = re.findall(r"'([^']*)'|([dMy]+)|([^'dMy]+)", pattern)
    return "".join(quoted or _FIELDS.get(field, field) or plain for quoted, field, plain in parts)


def text() -> str:
    """Return the file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows()])
    return out.getvalue()


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
