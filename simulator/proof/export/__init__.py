"""Export the flow, its properties and calls to other tools; `cli.templates` lays them out."""
