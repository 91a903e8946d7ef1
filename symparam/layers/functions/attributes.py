"""What is asked of a tensor without making another one: its sizes; and what gives the tensor itself."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from ...algebra import Dim, Shape
from .elementwise import Binary, Unary
from .function import Ask
from .signature import is_tensor
from .table import Call, applied

ROWS = """
Tensor | size | Tensor input | shape
Tensor | size | Tensor input, int dim | size
Tensor | shape | Tensor input | shape
Tensor | dim ndimension ndim | Tensor input | rank
Tensor | numel nelement | Tensor input | count
torch | numel | Tensor input | count
Tensor | __len__ | Tensor input | length
Tensor torch | is_floating_point is_complex is_conj is_neg is_signed is_inference | Tensor input | unknown
Tensor | is_contiguous | Tensor input, *, any memory_format=None | unknown
Tensor | is_sparse is_cuda is_cpu is_mps is_meta is_leaf is_quantized is_nested is_pinned is_shared device dtype layout grad grad_fn requires_grad retains_grad name get_device | Tensor input | unknown
Tensor | register_hook | Tensor input, any hook | unknown
Tensor | backward | Tensor input, any gradient=None, any retain_graph=None, bool create_graph=False, any inputs=None | unknown
torch | is_tensor | any obj | is_a_tensor
torch | broadcast_shapes | any *shapes | broadcast_shapes
torch | detach_copy alias_copy | Tensor input | same
Tensor | to_dense coalesce dequantize | Tensor input | same
Tensor | fill_diagonal_ | Tensor input, Scalar fill_value, bool wrap=False | diagonal_filled
torch | fill | Tensor input, Operand value | filled
Tensor | contiguous | Tensor input, *, any memory_format=None | same
Tensor | clone | Tensor input, *, any memory_format=None | same
torch | clone | Tensor input, *, any memory_format=None | same
Tensor | to | Tensor input, any device=None, dtype? dtype=None, bool non_blocking=False, bool copy=False, *, any memory_format=None | to
Tensor | cuda | Tensor input, any device=None, bool non_blocking=False, *, any memory_format=None | same
Tensor | cpu float double half bfloat16 int long short byte char chalf cfloat cdouble | Tensor input, *, any memory_format=None | same
Tensor | bool | Tensor input, *, any memory_format=None | truth
Tensor | type | Tensor input, dtype? dtype, bool non_blocking=False | same
Tensor | type_as | Tensor input, Tensor other | same
Tensor torch | detach | Tensor input | same
Tensor | detach_ data conj resolve_conj resolve_neg share_memory_ real retain_grad | Tensor input | same
torch | conj real imag resolve_conj resolve_neg | Tensor input | same
Tensor | imag | Tensor input | same
Tensor | requires_grad_ | Tensor input, bool requires_grad=True | same
Tensor | pin_memory | Tensor input, any device=None | same
Tensor | zero_ | Tensor input | same
Tensor | fill_ | Tensor input, Operand value | filled
torch | fill_ | Tensor input, Operand value | filled
torch | zero_ | Tensor input | same
Tensor | uniform_ | Tensor input, Scalar from_=0, Scalar to=1, *, any generator=None | same
Tensor | normal_ log_normal_ | Tensor input, Scalar mean=0, Scalar std=1, *, any generator=None | same
Tensor | cauchy_ | Tensor input, Scalar median=0, Scalar sigma=1, *, any generator=None | same
Tensor | geometric_ | Tensor input, Scalar p, *, any generator=None | same
Tensor | bernoulli_ | Tensor input, Operand p=0.5, *, any generator=None | same
Tensor | exponential_ | Tensor input, Scalar lambd=1, *, any generator=None | same
Tensor | random_ | Tensor input, *, any generator=None | same
Tensor | random_ | Tensor input, Scalar to, *, any generator=None | same
Tensor | random_ | Tensor input, Scalar from_, Scalar? to, *, any generator=None | same
Tensor | copy_ | Tensor input, Operand src, bool non_blocking=False | copied
"""  # noqa: E501


def shape(path: str, input: Any) -> Shape:
    """All sizes."""
    return Shape(input.shape)


def size(path: str, input: Any, dim: int) -> Dim:
    """One size."""
    x: Shape = input.shape
    if not len(x):
        raise Unary(path=path).refuse(f"dim={dim} is no axis of a tensor without axes")
    return x[Unary(path=path).place(x, dim)]


def rank(path: str, input: Any) -> int:
    """How many axes there are."""
    return len(input.shape)


def count(path: str, input: Any) -> Dim:
    """How many elements there are."""
    volume: Dim = Shape(input.shape).volume
    return volume


def length(path: str, input: Any) -> Dim:
    """The size of the first axis."""
    if not len(input.shape):
        raise Unary(path=path).refuse("a tensor without axes has no length")
    return Shape(input.shape)[0]


def same(path: str, input: Any, **rest: Any) -> Any:
    """The tensor itself: its shape is what counts here."""
    return input


def truth(path: str, input: Any, memory_format: Any) -> Call:
    """The tensor as truth values."""
    return applied(Unary, path, {"input": input})


def to(path: str, input: Any, device: Any, dtype: Any, **rest: Any) -> Any:
    """The tensor itself, or as truth values."""
    if any(str(kind).endswith("bool") for kind in (device, dtype)):
        return truth("Tensor.bool", input, None)
    return input


def is_a_tensor(path: str, obj: Any) -> bool:
    """Whether a value is a tensor."""
    return is_tensor(obj)


def broadcast_shapes(path: str, shapes: Any) -> Shape:
    """The shape to which all are repeated; sizes must agree as they stand."""
    ask = Ask()
    given = [tuple(s) if isinstance(s, (list, tuple, Shape)) else (s,) for s in shapes]
    for n in (n for sizes in given for n in sizes):
        if isinstance(n, bool) or not isinstance(n, (int, Expr)) or (isinstance(n, int) and n < 0):
            raise Unary(path=path).refuse(f"{n!r} is no size")
    made = ask.joined(*map(Shape, given))
    for need in ask.needs:
        if not (need.is_number and need.holds()):
            raise Unary(path=path).refuse(f"{need.left} and {need.right} cannot be repeated to fit")
    return made


def diagonal_filled(path: str, input: Any, fill_value: Any, wrap: bool) -> Any:
    """The tensor itself, with one value on its diagonal."""
    if len(input.shape) < 2 or (len(input.shape) > 2 and len(set(input.shape)) > 1):
        raise Unary(path=path).refuse(f"input is a matrix, or its axes are equal; not {tuple(input.shape)}")
    return input


def unknown(path: str, input: Any, **rest: Any) -> None:
    """What the shape does not tell."""
    return


def filled(path: str, input: Any, value: Any) -> Any:
    """The tensor itself, with one value everywhere."""
    if hasattr(value, "shape") and len(value.shape):
        raise Unary(path=path).refuse(f"value is a number, or a tensor without axes, not {value.shape}")
    return input


def copied(path: str, input: Any, src: Any, **rest: Any) -> Any:
    """The tensor with the elements of another, which is repeated to fit."""
    return applied(Binary, path, {"input": input, "src": src}, in_place=True)
