"""A table of claims: what Keras counts is confirmed in every form of table, and a line that is altered is named."""

from __future__ import annotations

import pytest

from symparam import SymparamError, read
from symparam.explore.audit_table import audit_table
from symparam.explore.claims import read_claims

from ..frameworks import framework

FORMS = ("csv", "markdown", "latex")


@pytest.fixture(scope="module")
def keras_model():
    keras = framework("keras", "keras")
    return keras.Sequential(
        [
            keras.Input((28, 30, 3)),
            keras.layers.Conv2D(8, 3),
            keras.layers.BatchNormalization(),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(1000),
        ]
    )


def table(rows, form):
    """A table as people write it in that form."""
    rows = [("Layer (type)", "Output Shape", "Param #"), *rows]
    if form == "csv":
        return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    if form == "markdown":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join([lines[0], "|---|:-:|--:|", *lines[1:]])
    escaped = [[cell.replace("_", r"\_").replace("#", r"\#").replace(",", "{,}") for cell in row] for row in rows]
    lines = [" & ".join(row) + r" \\" for row in escaped]
    return "\n".join([r"\begin{tabular}{lrr}", lines[0], r"\hline", *lines[1:], r"\end{tabular}"])


def rows_of(model):
    rows = [(la.name, "×".join(map(str, la.output.shape[1:])), f"{la.count_params():,}") for la in model.layers]
    return [*rows, ("Total", "", f"{model.count_params():,}")]


@pytest.mark.parametrize("form", FORMS)
def test_what_keras_counts_is_confirmed(form, keras_model) -> None:
    audited = audit_table(read(keras_model).derive(), table(rows_of(keras_model), form))
    assert audited.confirmed, audited
    assert len(audited.lines) == 6


@pytest.mark.parametrize("form", FORMS)
def test_the_first_line_that_differs_is_named_with_its_reason(form, keras_model) -> None:
    rows = rows_of(keras_model)
    dense = keras_model.layers[-1]
    kernel = dense.kernel.shape[0] * dense.kernel.shape[1]
    rows[4] = (dense.name, "1000", f"{kernel:,}")
    first = audit_table(read(keras_model).derive(), table(rows, form)).differences[0]
    assert (first.layer, first.what, first.actual) == (dense.name, "params", f"{kernel + 1000:,}")
    assert f"{kernel:,} is without biases" in first.reasons


def test_lines_with_other_names_are_taken_in_their_order(keras_model) -> None:
    rows = [(f"step {i}", shape, params) for i, (_, shape, params) in enumerate(rows_of(keras_model)[:-1])]
    rows[2] = ("step 2", "13×14×8", "0")
    audited = audit_table(read(keras_model).derive(), table(rows, "markdown"))
    pool = keras_model.layers[2]
    assert audited.confirmed == (pool.output.shape[1:] == (13, 14, 8))
    rows[2] = ("step 2", "13×15×8", "0")
    (difference,) = audit_table(read(keras_model).derive(), table(rows, "markdown")).differences
    assert (difference.layer, difference.what, difference.actual) == (pool.name, "output", "(13, 14, 8)")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n1,2", "no column that is called params"),
        ("layer,params\n", "no line of the table claims"),
        ("layer,params\nconv,1\npool,2", "line 2: 'conv' is no layer"),
        ("layer,params\n" + "a" * 5000 + ",3\n", "line 2 has 5,002 characters"),
    ],
)
def test_what_is_no_table_of_the_model_is_refused(text, why, keras_model) -> None:
    with pytest.raises(SymparamError, match=why):
        audit_table(read(keras_model).derive(), text)


def test_rounded_numbers_units_and_typesetting_are_read() -> None:
    text = "layer & \\#params (M) \\\\\n\\textbf{fc} & 1\\,234 \\\\\nTotal & $6.03$\\,M \\\\"
    assert [dict(line.totals) for line in read_claims(text)] == [{"params": "1,234"}, {"params": "6.03 M"}]
