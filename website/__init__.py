"""The site, where MkDocs does not do it by itself: pages are Markdown in docs/, gallery and reference are made here."""
