"""The log of every shipped scenario under the default profile, as it should stay."""
