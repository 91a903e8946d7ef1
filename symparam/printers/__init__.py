"""The outputs: one file for each format, found through ``symparam.plugins``; each lowers the same document.

    Report -> document.summary -> Table of rows -> text_blocks, latex_blocks, html_…
        -> "conv2d  (254, 254, 37)  1,036"

A printer knows how a section, an equation and a table look in its format, and nothing of what they say. JSON and
CSV are no documents and write the value itself.
"""
