"""All files by id: shipped ones and those in the folders of a user."""
