"""The words of a place are whole: officers need every part, and no word more."""

import pytest

from simulator.content.scenario.meant import read

WHOLE = {
    # An author's own, of twenty files.
    "The wee flats behind the bowling green, top landing.":
        "The wee flats behind the bowling green, top landing",
    "The old schoolhouse, up the track from the war memorial.":
        "The old schoolhouse, up the track from the war memorial",
    "Last house on the lane, past the chapel, skip out front.":
        "Last house on the lane, past the chapel, skip out front",
    "Over the hairdresser's on the parade, first floor, side door.":
        "Over the hairdresser's on the parade, first floor, side door",
    "Police, me duck, we're getting robbed at the bookies.": "the bookies",
    "Bottom of the high street, next to the bank that shut.":
        "Bottom of the high street, next to the bank that shut",
    "The maisonettes facing the launderette, door with a wreath on.":
        "The maisonettes facing the launderette, door with a wreath on",
    "We're at the caravan, the green one by the duck pond.":
        "the caravan, the green one by the duck pond",
    "End bungalow, next the allotments.": "End bungalow, next the allotments",
    "It's the corner house by the gurdwara.": "the corner house by the gurdwara",
    "The terrace behind the fish dock, the one with the scaffold.":
        "The terrace behind the fish dock, the one with the scaffold",
    "I don't know the number. It's the flats with the orange doors, up the top.":
        "the flats with the orange doors, up the top",
    "We come off by the garden centre, going up over the moor.":
        "by the garden centre, going up over the moor",
    "I'm coming up to the chicken shop by the flyover.": "the chicken shop by the flyover",
    "We are six, sleeping over the car wash. On the gate is chain.": "over the car wash",
    "I don't know what town. There is big bridge, and sign with a fish.":
        "big bridge, and sign with a fish",
    "bungalow backing on the golf course": "bungalow backing on the golf course",
    "The intake above the beck, two gates up from the sheepfold.":
        "The intake above the beck, two gates up from the sheepfold",
    "The static by the harbour wall.": "the static by the harbour wall",
    # Our own: a noun with what it stands by.
    "I'm in the flat above the chippy": "the flat above the chippy",
    "Flat above the bookies, green door.": "Flat above the bookies, green door",
    "We're at the house opposite the mosque": "the house opposite the mosque",
    "It's the white bungalow next to the post office.":
        "the white bungalow next to the post office",
    "I'm at the bus stop outside the library": "the bus stop outside the library",
    "we're in the car park behind Tesco": "the car park behind Tesco",
    "It's the third house past the church": "the third house past the church",
    "The barn behind the mill, blue gate.": "The barn behind the mill, blue gate",
    "I'm near the bandstand in the park": "near the bandstand in the park",
    "by the war memorial in the square": "by the war memorial in the square",
    "I'm under the bridge by the canal": "under the bridge by the canal",
    "We're at the end house facing the school gates": "the end house facing the school gates",
    "It's by the station car park": "by the station car park",
    "I'm at the garage on the ring road": "the garage on the ring road",
    "Top of the hill, past the reservoir.": "Top of the hill, past the reservoir",
    "The end terrace next to the chapel, red door.":
        "The end terrace next to the chapel, red door",
    "The lay-by past the garden centre.": "The lay-by past the garden centre",
    "It's the block with the blue doors, second landing.":
        "the block with the blue doors, second landing",
    # Addresses with what is by them.
    "14 Kiln Row, next to the chapel.": "14 Kiln Row, next to the chapel",
    "I'm at 41 Ferry Road, top floor.": "41 Ferry Road, top floor",
    "Flat 3, Oak House, behind the bakery": "Flat 3, Oak House, behind the bakery",
    "We are at 14 Kiln Row": "14 Kiln Row",
    "It's 9 Mill Lane, the one with the skip.": "9 Mill Lane, the one with the skip",
    # It ends where the sentence goes on.
    "I'm behind the old bakery. He has gone.": "behind the old bakery",
    "We are behind the bakery and he has got a knife": "behind the bakery",
    "I'm by the pub with a man who's bleeding": "by the pub",
    "by the chapel please hurry": "by the chapel",
    "I'm outside the library, he's coming": "outside the library",
    "Police, by the canal, he's got my bag": "by the canal",
    "I'm by the church crying": "by the church",
    "we're at the pub, send someone": "the pub",
    "I'm at the station with my kids": "the station",
    "I saw it by the pub, two of them": "by the pub",
    "he's in the kitchen, I'm by the church": "by the church",
    "I'm next to the mosque, love": "next to the mosque",
    "I'm outside the chippy bleeding": "outside the chippy",
    "I'm at 14 Kiln Row, my husband has a knife": "14 Kiln Row",
    "he's got a knife, 14 Kiln Row, hurry": "14 Kiln Row",
    "we're hiding behind the school": "behind the school",
    "by the church, the gate's open": "by the church",
    "I'm at the chapel, the door's locked": "the chapel",
    "behind the mill, smoke coming out": "behind the mill",
    "That was the Quarry Road roundabout.": "the Quarry Road roundabout",
    "Thistle Lane. We passed Thistle Lane.": "Thistle Lane",
    "At the bus stop outside Boots on the high street, he's following me":
        "the bus stop outside Boots on the high street",
    "I can see a pub called the Red Lion": "a pub called the Red Lion",
    "I can see the church and the river": "the church and the river",
    "I'm by the church and a man's bleeding": "by the church",
    "just past junction 8 of the M6, hard shoulder, northbound":
        "past junction 8 of the M6, hard shoulder, northbound",
    "the caravan park, third row, by the tap": "the caravan park, third row, by the tap",
    "Behind the mosque, Cemetery Road, number 12": "Behind the mosque, Cemetery Road, number 12",
    "We're at my mum's, 14 Kiln Row, back door": "14 Kiln Row, back door",
    # Where another person is, is no place of the caller.
    "I'm by the church. He's by the pub.": "by the church",
    # In another person's movement it is no place of the caller.
    "he's gone to the shop": "",
    "He's gone past the church": "",
    "They've scarpered, on a scrambler, up past the library.": "",
    "he ran off by the canal": "",
    "my husband's gone down past the chapel": "",
    "she drove off towards the bridge by the park": "",
    "He went into the car park behind Tesco": "",
    "they legged it past the station": "",
    "Gone to the pub by the canal.": "",
    "he's driving me past the church": "past the church",
    "I'm walking past the library, he's behind me": "past the library",
    "we ran to the chapel by the mill": "the chapel by the mill",
    # Not every word that may name a place does.
    "It rolled on the bank and it's lying across me legs and I can't shift it.": "",
    "Bottom gate's off the chain, they can get a tractor through. Me phone's near done.": "",
    "He slid down the bank": "",
    "the knife is by the sink": "",
    "I'm in the kitchen": "",
}  # fmt: skip


@pytest.mark.parametrize("words", WHOLE)
def test_the_words_of_a_place_are_whole(words: str) -> None:
    """From the first part that belongs together to the last; practice2 ST-46."""
    assert read(words)[1].casefold() == WHOLE[words].casefold()
