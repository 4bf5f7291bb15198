"""Pages, whatever they are written in: what web pages, Markdown and workbooks all say, in words. Start reading at `view.py`."""
