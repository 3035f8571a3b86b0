"""Officers: units and their journeys, what they find, and their voice on the caller's phone."""
