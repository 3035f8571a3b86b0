"""The top floor, the front door. Rule: arguments, text and exit codes; it decides no call."""
