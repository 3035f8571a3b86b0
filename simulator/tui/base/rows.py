"""Parts of drawn rows that several screens have."""

from textual.content import Content


def ends(left: Content, right: Content, width: int) -> Content:
    """Return a row with something at both ends; the right one goes first where there is no room."""
    gap = width - left.cell_length - right.cell_length
    if gap < 1:
        return left.truncate(width, ellipsis=True)
    return Content.assemble(left, " " * gap, right)


def meter(share: float, width: int, colour: str) -> Content:
    """Return a bar with a share of it filled; the rest is an edge."""
    full = round(share * width)
    head = "\u2501" * max(0, full - 1) + "\u2578" * (full > 0)
    return Content.assemble((head, colour), ("\u2500" * (width - full), "$edge"))
