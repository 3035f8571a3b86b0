"""Commands that show and check the procedure: flow, profiles, forces, verify."""
