"""Training steps against what they took on a GPU."""

from __future__ import annotations

import json

import pytest

import symparam
from symparam.report import Report

from ..frameworks import framework
from .measured import GPT2, JAX, KERAS_TORCH

keras = framework("keras", "keras")
GPT2_CONFIG = {"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "bos_token_id": 50256, "eos_token_id": 50256}


@pytest.fixture(scope="module")
def application(tmp_path_factory):
    """The report of a published network, by its name."""
    folder = tmp_path_factory.mktemp("applications")
    known: dict[str, Report] = {}

    def of(name: str) -> Report:
        if name not in known:
            file = folder / f"{name}.json"
            with keras.StatelessScope(initialize_variables=False):
                file.write_text(getattr(keras.applications, name)(weights=None).to_json())
            known[name] = symparam.read(file).derive()
        return known[name]

    return of


@pytest.mark.parametrize(("name", "batch", "most"), KERAS_TORCH)
def test_keras_on_torch_takes_what_is_said(application, name, batch, most):
    assert application(name).value("training", batch=batch, runtime="keras-torch") == pytest.approx(most, rel=0.03)


@pytest.mark.parametrize(("name", "batch", "most"), JAX)
def test_a_compiled_step_takes_no_more_than_is_said(application, name, batch, most):
    said = application(name).value("training", batch=batch, runtime="xla")
    assert most <= said <= 2 * most


@pytest.fixture(scope="module")
def gpt2(tmp_path_factory):
    file = tmp_path_factory.mktemp("gpt2") / "config.json"
    file.write_text(json.dumps(GPT2_CONFIG))
    return symparam.read(file).derive().bind(T=512)


@pytest.mark.parametrize(("batch", "most"), GPT2)
def test_a_language_model_of_transformers_takes_what_is_said(gpt2, batch, most):
    assert gpt2.value("training", batch=batch, runtime="pytorch") == pytest.approx(most, rel=0.015)


def test_the_batch_that_fits_is_one_that_fitted(gpt2):
    """32 samples took 36.5 GB; one more does not fit into what they took."""
    (_, _), (_, _), (batch, most) = GPT2
    options = {"batch": "N", "runtime": "pytorch"}
    assert gpt2.solve(f"training <= {int(most * 1.01)}", "N", options=options).best == batch
