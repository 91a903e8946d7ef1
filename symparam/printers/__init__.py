"""The outputs: one file for each format, found through ``symparam.plugins``; each lowers the same document."""
