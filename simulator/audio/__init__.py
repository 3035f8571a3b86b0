"""A call as sound: what one party hears of a log, rendered at telephone bandwidth.

`scene` says what is heard and when; `clips` makes the sounds, `voice` the spoken lines, `mixing`
puts them on one line. Crying, shouting and blows are captions and are never rendered.
"""
