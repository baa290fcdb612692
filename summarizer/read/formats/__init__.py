"""One file a format: each turns the bytes or text of an input into articles and problems."""
