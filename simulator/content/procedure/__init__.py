"""Files of the procedure: profiles, forces, questions, reference data."""
