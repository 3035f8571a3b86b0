"""Officers: units and their journeys, what they find, their voice on the caller's phone, and the
supervisor who decides with the call handler."""
