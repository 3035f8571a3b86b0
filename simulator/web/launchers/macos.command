#!/bin/sh
# Starts the training in a browser. It ends when the browser's page is closed.
cd "$HOME" || exit
if ! @COMMAND@; then
    printf '\nPress Return to close this window. '
    read -r _
fi
