"""Our frozen dataclasses are the standard library's in all but the price of declaring them."""

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field
from functools import cached_property
from typing import ClassVar

import pytest

from symparam import frozen


class Plain:
    """A class to declare."""

    a: int
    b: tuple[int, ...] = (1, 2)
    c: list[int] = field(default_factory=lambda: [3])
    d: str = field(default="d", kw_only=True)
    e: int = field(default=7, init=False)
    f: int = field(default=8, repr=False, compare=False)
    kind: ClassVar[str] = "plain"

    @cached_property
    def twice(self) -> int:
        return 2 * self.a


class Checked:
    self_: int

    def __post_init__(self) -> None:
        if self.self_ < 0:
            raise ValueError("negative")


class Empty:
    pass


class Compares:
    a: int = 0

    def __eq__(self, other: object) -> bool:
        return True


class Hashed(Compares):
    a: int = 0

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 5

    def __repr__(self) -> str:
        return "hashed"


def twins(cls: type, **options: bool) -> list[type]:
    """The class declared by the standard library, and by us."""
    spaces = [{k: copy.copy(v) for k, v in vars(cls).items() if k not in ("__dict__", "__weakref__")} for _ in range(2)]
    for space in spaces:
        if "twice" in space:
            space["twice"] = cached_property(Plain.twice.func)
            space["twice"].__set_name__(None, "twice")
    declare = [dataclasses.dataclass(frozen=True, **options), frozen.dataclass(frozen=True, **options)]
    return [how(type(cls.__name__, cls.__bases__, space)) for how, space in zip(declare, spaces, strict=True)]


def outcome(call):
    try:
        return repr(call())
    except Exception as error:
        return type(error), str(error)


@pytest.mark.parametrize("cls", [Plain, Checked, Empty, Compares, Hashed])
@pytest.mark.parametrize("options", [{}, {"eq": False}, {"repr": False}, {"eq": False, "repr": False}])
def test_a_class_behaves_as_the_standard_decorator_makes_it(cls, options):
    theirs, ours = twins(cls, **options)
    calls = [(), (1,), (-1,), (1, (2,), [4]), (1, 2, 3, 4), (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)]
    for args in calls:
        for kwargs in ({}, {"d": "x"}, {"a": 2}, {"z": 0}, {"e": 1}):

            def made(which, args=args, kwargs=kwargs):
                value = which(*args, **kwargs)
                return {f.name: getattr(value, f.name) for f in dataclasses.fields(which)}

            assert outcome(lambda: made(ours)) == outcome(lambda: made(theirs)), (args, kwargs)
    assert outcome(lambda: inspect.signature(ours)) == outcome(lambda: inspect.signature(theirs))
    assert [(f.name, f.type, f.kw_only, f.init) for f in dataclasses.fields(ours)] == [
        (f.name, f.type, f.kw_only, f.init) for f in dataclasses.fields(theirs)
    ]
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.__init__.__annotations__ == theirs.__init__.__annotations__
    assert (ours.__eq__ is object.__eq__) == (theirs.__eq__ is object.__eq__)
    assert (ours.__hash__ is None) == (theirs.__hash__ is None)
    assert outcome(lambda: {n for n in vars(ours) if not n.startswith("_")}) == outcome(
        lambda: {n for n in vars(theirs) if not n.startswith("_")}
    )


def test_values_are_equal_hashed_shown_and_replaced_alike():
    theirs, ours = twins(Plain)
    for which in (theirs, ours):
        one, same, other = which(1, (), ()), which(1, (), (), 9), which(2, (), ())
        assert one == same
        assert hash(one) == hash(same)
        assert one != other
        assert one != (1, (), ())
        assert len({one, same, other}) == 2
        assert repr(one) == "Plain(a=1, b=(), c=(), d='d', e=7)"
        assert repr(dataclasses.replace(one, b=one)) == f"Plain(a=1, b={one!r}, c=(), d='d', e=7)"
        assert dataclasses.replace(one, a=3).twice == 6
        assert dataclasses.asdict(one)["a"] == 1
        assert copy.deepcopy(one) == one
        with pytest.raises(FrozenInstanceError, match="cannot assign to field 'a'"):
            one.a = 3
        with pytest.raises(FrozenInstanceError, match="cannot delete field 'a'"):
            del one.a
        match one:
            case which(a, b):
                assert (a, b) == (1, ())
    with pytest.raises(ValueError, match="negative"):
        twins(Checked)[1](-1)


@frozen.dataclass(frozen=True)
class Base:
    a: int


@dataclasses.dataclass(frozen=True)
class Theirs(Base):
    """A reader's own layer is declared by the standard decorator."""

    b: int = 2


@frozen.dataclass(frozen=True)
class Below(Theirs):
    c: int = 3

    def __init__(self, a):
        super().__init__(a, 5)
        object.__setattr__(self, "c", 4)


class Meta(type):
    inert: tuple[str, ...] = ()


@frozen.dataclass(frozen=True)
class OfAMeta(metaclass=Meta):
    a: int = field(default=1)


@frozen.dataclass(frozen=True)
class Without(OfAMeta):
    pass


class Undecorated(Below):
    pass


def test_classes_are_inherited_both_ways():
    assert repr(Theirs(1)) == "Theirs(a=1, b=2)"
    assert repr(Undecorated(1)) == "Undecorated(a=1, b=5, c=4)"
    assert Undecorated(1) != Below(1)
    assert repr(Without()) == "Without(a=1)"
    assert Undecorated(1) == pickle.loads(pickle.dumps(Undecorated(1)))
    with pytest.raises(TypeError, match="non-frozen dataclass from a frozen"):
        dataclasses.dataclass(type("Mutable", (Base,), {"__annotations__": {"b": int}}))


def test_a_class_that_makes_no_value_compiles_nothing():
    _, ours = twins(Plain)
    assert not inspect.isfunction(vars(ours)["__init__"])
    ours(1)
    assert inspect.isfunction(vars(ours)["__init__"])
