"""Where acts stand that not everybody can do."""

from __future__ import annotations

from collections.abc import Mapping

WHERE: Mapping[str, str] = {
    **dict.fromkeys(
        ("press", "tap", "cough", "whisper", "stay_silent", "lift", "text"), "a step under caller:"
    ),
    **dict.fromkeys(("take_phone", "give_back", "come_closer"), "a step under room:"),
    "lose_line": "a step under network:",
    **dict.fromkeys(
        ("connect", "send_to_recording", "hand_over", "pass_details", "leave"),
        "a step under operator:",
    ),
    **dict.fromkeys(
        ("set_code", "ask", "grade", "deploy", "close", "offer_incident", "call_back"),
        "a step under call_handler:",
    ),
    "brief_officers": "a step under call_handler:",
}
"""The one place of each act that not everybody can do."""
