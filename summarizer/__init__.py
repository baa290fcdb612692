"""One trustworthy record per story from a folder of news articles."""
