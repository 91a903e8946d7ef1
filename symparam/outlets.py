"""The ways from a report to what explores it and what prints it, all of which are found in the table of plug-ins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal, overload

from . import plugins

if TYPE_CHECKING:
    from pandas import DataFrame

    from .explore.audit import Audit
    from .explore.check import Check
    from .explore.compare import Comparison
    from .explore.growth import Growths
    from .explore.proof import Proof
    from .explore.solve import Solution
    from .explore.stages import Stage
    from .explore.sweep import Sweep
    from .report import Report
    from .totals import Language, Picture, Total, Totals, Written

TERMINAL = ("width", "ascii", "encoding", "color")  # options that only text has


class Outlets:
    """What a report hands on, itself, to an explorer or a printer that is loaded when it is asked for."""

    def proof(self) -> Proof:
        """The independent check of every row and total, in integers over the finite box that decides equality."""
        return plugins.explorer("proof")(self)

    def sweep(self, what: Totals = "params", /, *, options: Mapping[str, Any] | None = None, **sizes: Any) -> Sweep:
        """Totals over ranges of sizes: ``report.sweep("params,macs", H=range(32, 513, 16), W="H").to_pandas()``."""
        return plugins.explorer("sweep")(self, sizes, what, **(options or {}))

    def compare(self, other: Report, what: Total = "params", /, **options: Any) -> Comparison:
        """The difference to another model, and where the one is larger: ``report.compare(other, "macs")``."""
        return plugins.explorer("compare")(self, other, what=what, **options)

    def solve(
        self, constraints: str | Iterable[str], name: str, /, *, options: Mapping[str, Any] | None = None, **sizes: Any
    ) -> Solution:
        """The sizes that keep all constraints: ``report.solve("params <= 10M", "H", W="H").best``."""
        return plugins.explorer("solve")(self, constraints, name, sizes, **(options or {}))

    def growth(self, what: Totals = "params", /, *, options: Mapping[str, Any] | None = None, **sizes: Any) -> Growths:
        """How totals grow with each size: degree, leading term, doubling, and which layer owns which share."""
        return plugins.explorer("growth")(self, what, sizes, **(options or {}))

    def check(self, **sizes: Any) -> Check:
        """Whether the sizes are legal, and what to change where they are not: ``report.check(H=64, W=64).legal``."""
        return plugins.explorer("check")(self, sizes)

    def audit(self, claim: str, /, *, options: Mapping[str, Any] | None = None, **sizes: Any) -> Audit:
        """What a claimed number is: ``report.audit("params = 6029097", H=256)``."""
        return plugins.explorer("audit")(self, claim, sizes, **(options or {}))

    @overload
    def export(self, language: Language, **options: Any) -> str: ...
    @overload
    def export(self, language: Literal["excel"], **options: Any) -> bytes: ...
    @overload
    def export(self, language: str, **options: Any) -> Any: ...
    def export(self, language: str, **options: Any) -> Any:
        """The totals as code: python, numpy, javascript, c, wolfram; for excel the bytes of a spreadsheet."""
        return plugins.explorer("export")(self, language, **options)

    def fold(self, *, stages: bool = False) -> Report:
        """The report with every run of equal blocks as one row; with ``stages`` every stage of the network is one."""
        return plugins.explorer("fold by stages" if stages else "fold")(self)

    def at_depth(self, depth: int) -> Report:
        """The report of a PyTorch model with modules of at most so many levels; what is deeper stands in their rows."""
        return plugins.explorer("depth")(self, depth)

    def unfold(self) -> Report:
        """The report with folded rows written out again."""
        return plugins.explorer("unfold")(self)

    def stages(self) -> tuple[Stage, ...]:
        """The network as people draw it: chains of layers that belong together, and blocks with their number."""
        return plugins.explorer("stages")(self)

    def to_pandas(self) -> DataFrame:
        """A data frame with a row for each layer: name, type, output, params and the costs that the report shows.

        At sizes that are known everything is a number, else a formula.
        """
        return plugins.explorer("frame")(self)

    @overload
    def to(self, format: Written, **options: Any) -> str: ...
    @overload
    def to(self, format: Literal["pdf"], **options: Any) -> bytes: ...
    @overload
    def to(self, format: str, **options: Any) -> Any: ...
    def to(self, format: str, **options: Any) -> Any:
        """The summary in an output format: text, latex, markdown, json, …; bytes for pdf.

        Raises SymparamError for a format or an option that does not exist.
        """
        return plugins.printed(format, "summary", self, options)

    @overload
    def derivation(self, format: Written = "text", **options: Any) -> str: ...
    @overload
    def derivation(self, format: Literal["pdf"], **options: Any) -> bytes: ...
    @overload
    def derivation(self, format: str, **options: Any) -> Any: ...
    def derivation(self, format: str = "text", **options: Any) -> Any:
        """The derivation, step by step, in an output format; in a notebook it shows itself typeset."""
        written = plugins.printed(format, "derivation", self, options)
        return Derivation(written, self, options) if format == "text" else written

    def show(self, *, format: str = "text", **options: Any) -> None:
        """Print the summary, as text or in another format."""
        print(self.to(format, **options))

    def page(self) -> str:
        """A page of HTML to play with: one file, which needs no network."""
        return str(self.to("page"))

    def draw(self, format: Picture = "svg") -> str:
        """A picture of the network: svg, mermaid, dot or tikz."""
        return str(self.to(format))

    def paper(self, *, appendix: bool = False, **options: Any) -> str:
        """What of it stands in a paper, in LaTeX: at most one column, and with ``appendix`` the whole derivation.

        Options are heading (section, subsection, …), label, columns and standalone.
        """
        return str(self.derivation("latex-paper", appendix=appendix, **options))

    def slides(self, *, standalone: bool = False) -> str:
        """Frames for beamer that fit: the stages, the totals, and a worked layer of each kind."""
        return str(self.derivation("latex-slides", standalone=standalone))

    def to_latex(self, **options: Any) -> str:
        """The summary in LaTeX."""
        return str(self.to("latex", **options))

    def to_markdown(self, **options: Any) -> str:
        """The summary in Markdown."""
        return str(self.to("markdown", **options))

    def to_json(self, **options: Any) -> str:
        """The report as JSON."""
        return str(self.to("json", **options))

    def _repr_html_(self) -> str:
        return str(self.to("html", picture=True))

    def _repr_latex_(self) -> str:
        return str(self.to("latex", notebook=True))


class Answer:
    """What an explorer finds, where a document tells it: a notebook shows that."""

    kind: ClassVar[str]  # of the document: comparison, growth, sweep, solution, audit, check

    @overload
    def to(self, format: Written, **options: Any) -> str: ...
    @overload
    def to(self, format: Literal["pdf"], **options: Any) -> bytes: ...
    @overload
    def to(self, format: str, **options: Any) -> Any: ...
    def to(self, format: str, **options: Any) -> Any:
        """What is found, in an output format: text, latex, markdown, html, json, …; bytes for pdf.

        Raises SymparamError for a format or an option that does not exist.
        """
        return plugins.printed(format, self.kind, self, options)

    def to_text(self) -> str:
        """What a reader sees."""
        return str(self.to("text"))

    def to_json(self) -> str:
        """The same as one object for programs."""
        return str(self.to("json"))

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return str(self.to("html"))


class Derivation(str):
    """The text of a derivation, which a notebook shows typeset."""

    def __new__(cls, text: str, report: Outlets, options: Mapping[str, Any]) -> Derivation:
        derivation = super().__new__(cls, text)
        derivation._html = partial(report.derivation, "html", **{k: v for k, v in options.items() if k not in TERMINAL})
        return derivation

    def __repr__(self) -> str:
        return f"<derivation of {len(self.splitlines())} lines; print it to read it>"

    _html: Callable[[], str]

    def _repr_html_(self) -> str:
        return self._html()
