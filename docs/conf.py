"""How the documentation is built: offline, from these pages, the notebooks and the docstrings."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))  # for mathml.py

project = "symdescent"
author = "symdescent authors"
copyright = "2026, symdescent authors"  # noqa: A001 - Sphinx's name
version = release = installed("symdescent")

extensions = ["myst_nb", "sphinx.ext.autodoc", "mathml"]
exclude_patterns = ["_build", "**/.ipynb_checkpoints"]
nitpick_ignore_regex = [(r"py:.*", r".*")]
suppress_warnings = ["ref.python"]  # an annotation says Answer, and there are two classes of that name

myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "cache"  # .ci/run builds afresh, which executes every notebook
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_render_markdown_format = "myst"  # what objects show of themselves is Markdown with mathematics
nb_mime_priority_overrides = [("html", "text/markdown", 0), ("html", "text/latex", 1)]
nb_merge_streams = True

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
python_maximum_signature_line_length = 80
python_use_unqualified_type_names = True
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = "symdescent"
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["symdescent.css"]
html_show_sourcelink = False
html_copy_source = False


def link_notebooks(_: Sphinx, doctree: nodes.document) -> None:
    """Links between notebooks lead to their pages: ``notebooks`` is a link, which Sphinx follows to a file outside of these pages."""
    root = str(Path(__file__).resolve().parents[1]) + "/"
    for link in doctree.findall(pending_xref):
        link["reftarget"] = link["reftarget"].removeprefix(root)


def setup(app: Sphinx) -> None:
    """Sphinx calls this."""
    app.connect("doctree-read", link_notebooks)
