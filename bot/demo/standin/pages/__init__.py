"""Pages for people: pull requests, issues, sign-in."""
