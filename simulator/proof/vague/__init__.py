"""Every call that the standing call handler can come into, whoever calls and whatever is done."""
