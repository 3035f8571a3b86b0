"""Tests of the rule language: matches, rules over a log, and their monitor."""
