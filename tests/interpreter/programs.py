"""Plain programs, each of which leaves its result under ``r``; a line of dashes stands between them."""

PROGRAMS = r'''
r = []
for i in range(3):
    for j in range(3):
        if j == 2:
            break
        if i == 1:
            continue
        r.append((i, j))
    else:
        r.append("whole")
else:
    r.append("end")
---
a = [1]
a.append(a)
b = [a, (a, 2)]
r = [b[0][0], len(b), b[1][0] is a]
---
n = 10
r = []
while n > 0:
    n -= 3
    if n == 4:
        continue
    r.append(n)
else:
    r.append("done")
---
r = []
while True:
    r.append(len(r))
    if len(r) > 3:
        break
---
a, b = 1, 2
a, b = b, a
c, *d = [1, 2, 3]
*e, f = "abc"
(g, h), i = (1, 2), 3
[j, k] = 4, 5
r = (a, b, c, d, e, f, g, h, i, j, k)
---
a = b = [1]
b.append(2)
a += [3]
r = (a, b, a is b)
---
a = (1, 2)
b = a
a += (3,)
r = (a, b)
---
x = 5
x += 2; x *= 3; x -= 1; x //= 4; x **= 2; x %= 7
y = 6
y /= 4
z = 5
z |= 8; z &= 12; z ^= 1; z <<= 2; z >>= 1
r = (x, y, z)
---
r = [1, 2, 3, 4, 5]
r[1:3] = [9]
r[0] = 7
del r[-1]
r[::2] = ["a", "b"]
---
r = {"a": 1}
r["b"] = 2
r["a"] += 5
del r["b"]
r.update(c=3)
r.update({"d": 4})
r.setdefault("e", []).append(1)
r.setdefault("a", 0)
x = r.pop("c")
y = r.pop("zz", 9)
r = (r, x, y, len(r), "a" in r)
---
d = {}
for w in "the cat the dog the end".split():
    d[w] = d.get(w, 0) + 1
r = sorted(d.items(), key=lambda kv: (-kv[1], kv[0]))
---
r = [3, 1, 2]
r.sort()
r.reverse()
r.insert(1, 10)
r.extend((4, 5))
x = r.pop()
y = r.pop(0)
r.remove(10)
r = (r, x, y)
---
r = [[1, "b"], [0, "a"], [1, "a"]]
r.sort(key=lambda p: p[1])
r.sort(key=lambda p: p[0], reverse=True)
---
s = {1, 2}
s.add(3)
s.discard(9)
s.remove(1)
s.update([7, 8])
t = s.copy()
t.clear()
r = (sorted(s), len(t), s.union([9]) == s | {9}, sorted(s.intersection({2, 3})), sorted(s.difference([2])))
---
def f(a, b=2, *args, c=3, d, **kw):
    return a, b, args, c, d, kw
r = [f(1, d=4), f(1, 5, 6, 7, d=4, e=9), f(*[1, 2, 3], **{"d": 0, "c": 1})]
---
def f(a, /, b, *, c):
    return a + b + c
r = f(1, b=2, c=3)
---
def f(x=[]):
    x.append(1)
    return x
f()
r = f()
---
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
r = [fib(i) for i in range(10)]
---
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    return up
c = counter()
d = counter()
r = [c(), c(5), d(), c()]
---
total = 0
def add(n):
    global total
    total += n
for i in range(4):
    add(i)
r = total
---
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
r = ([f() for f in fs], [g() for g in gs])
---
x = "outer"
def f():
    def g():
        return x
    x = "inner"
    return g()
r = f(), x
---
def f():
    return y
y = 3
r = f()
---
def f(n):
    if n > 2:
        return "big"
r = f(3), f(1)
---
def gen(n):
    for i in range(n):
        yield i * i
r = list(gen(4)), sum(gen(3)), [x for x in gen(3) if x], tuple(gen(2)), max(gen(4))
---
def gen():
    yield 1
    yield from [2, 3]
    return 4
r = list(gen())
---
def gen():
    x = yield 1
    yield x
r = list(gen())
---
def countdown(n):
    while n:
        yield n
        n -= 1
r = []
for i, x in enumerate(countdown(3)):
    r.append((i, x))
a, b, c = countdown(3)
r.append((a, b, c))
---
def evens():
    n = 0
    while True:
        yield n
        n += 2
r = []
for x in evens():
    if x > 6:
        break
    r.append(x)
---
g = (x for x in range(5))
r = [next(g), next(g), list(g), list(g)]
---
it = iter([1, 2, 3])
r = [next(it), list(it), next(it, "none")]
---
z = zip([1, 2], [3, 4])
r = [list(z), list(z)]
---
class A:
    k = 3
    def __init__(self, x):
        self.x = x
    def get(self):
        return self.x + self.k
a = A(4)
a.y = 5
b = A(1)
b.k = 10
r = (a.get(), a.y, b.get(), A.k, A.get(a))
---
class A:
    def who(self):
        return "A"
    def both(self):
        return self.who() + "!"
class B(A):
    def who(self):
        return "B" + super().who()
class C(B):
    pass
r = (A().both(), B().both(), C().both(), isinstance(C(), A), issubclass(C, A), C.__name__)
---
class A:
    def __init__(self, n):
        self.n = n
class B(A):
    def __init__(self, n, m):
        super().__init__(n * 2)
        self.m = m
class C(B):
    def __init__(self):
        super(C, self).__init__(3, 4)
c = C()
r = (c.n, c.m)
---
class A:
    def f(self):
        return ["A"]
class B(A):
    def f(self):
        return ["B"] + super().f()
class C(A):
    def f(self):
        return ["C"] + super().f()
class D(B, C):
    def f(self):
        return ["D"] + super().f()
r = D().f()
---
class A:
    x = 1
class B(A):
    pass
class C(A):
    x = 2
class D(B, C):
    pass
r = D.x, D().x
---
class A:
    def __init__(self):
        self._n = 1
    @property
    def n(self):
        return self._n
    @n.setter
    def n(self, value):
        self._n = value * 10
    @staticmethod
    def s(x):
        return x + 1
    @classmethod
    def make(cls):
        a = cls()
        a.n = 3
        return a
a = A.make()
r = (a.n, A.s(1), a.s(2))
---
class P:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __add__(self, o):
        return P(self.x + o.x, self.y + o.y)
    def __eq__(self, o):
        return self.x == o.x and self.y == o.y
    def __repr__(self):
        return f"P({self.x}, {self.y})"
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return (self.x, self.y)[i]
    def __call__(self, k):
        return self.x * k
    def __iter__(self):
        yield self.x
        yield self.y
    def __contains__(self, v):
        return v in (self.x, self.y)
    def __bool__(self):
        return self.x > 0
    def __lt__(self, o):
        return self.x < o.x
p, q = P(1, 2), P(3, 4)
s = p + q
r = [s.x, s.y, p == P(1, 2), p == q, repr(p), str(q), f"{p}", len(p), p[1], p(5), list(p), 2 in p, bool(P(0, 1)), p < q]
---
class P:
    def __init__(self, x):
        self.x = x
    def __mul__(self, k):
        return P(self.x * k)
    def __rmul__(self, k):
        return P(self.x * k * 100)
    def __neg__(self):
        return P(-self.x)
    def __setitem__(self, i, v):
        self.x = (i, v)
    def __iadd__(self, o):
        self.x += o
        return self
p = P(2)
a = (p * 3).x
b = (3 * p).x
c = (-p).x
p += 5
d = p.x
p[1] = 2
r = a, b, c, d, p.x
---
class Stack:
    def __init__(self):
        self.items = []
    def push(self, x):
        self.items.append(x)
        return self
s = Stack().push(1).push(2)
r = s.items
---
class A:
    items = []
    def add(self, x):
        self.items.append(x)
A().add(1)
A().add(2)
r = A.items
---
class A:
    n = 2
    m = n * 3
    sizes = [n + i for i in (1, 2)] if False else [m]
    def f(self):
        return A.m
r = A.m, A.sizes, A().f()
---
class Temp:
    def __getattr__(self, name):
        return name.upper()
r = Temp().hello
---
try:
    r = 1 / 0
except ZeroDivisionError as e:
    r = "zero", str(e)
---
r = []
try:
    r.append(1)
    raise ValueError("bad", 3)
except (KeyError, ValueError) as e:
    r.append(e.args)
    r.append(str(e))
else:
    r.append("else")
finally:
    r.append("finally")
---
r = []
for x in (1, "a", None, [], {}):
    try:
        r.append(x + 1)
    except TypeError:
        r.append("type")
---
def f(x):
    try:
        return int(x)
    except ValueError:
        return -1
    finally:
        log.append(x)
log = []
r = [f("3"), f("x"), log]
---
class MyError(ValueError):
    pass
try:
    raise MyError("mine")
except ValueError as e:
    r = type(e).__name__, str(e)
---
class MyError(Exception):
    def __init__(self, code):
        self.code = code
try:
    raise MyError(7)
except MyError as e:
    r = e.code
---
try:
    [][0]
except IndexError:
    r = "index"
---
try:
    {}["a"]
except LookupError as e:
    r = "lookup", str(e)
---
try:
    int("x")
except Exception as e:
    r = type(e).__name__
---
try:
    undefined_name
except NameError:
    r = "name"
---
try:
    (1).nope
except AttributeError:
    r = "attribute"
---
try:
    len(3)
except TypeError:
    r = "type"
---
try:
    try:
        raise KeyError("a")
    except KeyError:
        raise ValueError("b")
except ValueError:
    r = "nested"
---
try:
    try:
        raise KeyError("a")
    except KeyError:
        raise
except KeyError:
    r = "again"
---
try:
    assert 1 == 2, "no"
except AssertionError as e:
    r = str(e)
---
try:
    a, b = 1, 2, 3
except ValueError:
    r = "many"
---
try:
    a, b = [1]
except ValueError:
    r = "few"
---
def f(x, y):
    return x
try:
    f(1)
except TypeError:
    r = "missing"
---
def f(x):
    return x
try:
    f(1, 2)
except TypeError:
    r = "more"
---
def f(x):
    return x
try:
    f(y=1)
except TypeError:
    r = "unknown keyword"
---
def f():
    try:
        return 1
    finally:
        r.append(2)
r = []
r.append(f())
---
def f():
    for i in range(3):
        try:
            if i == 1:
                continue
            r.append(i)
        finally:
            r.append("f")
r = []
f()
---
match 5:
    case 1:
        r = "one"
    case int(x) if x > 3:
        r = "big", x
    case _:
        r = "other"
---
def f(p):
    match p:
        case []:
            return "empty"
        case [x]:
            return x
        case [x, y]:
            return x, y
        case [x, *rest]:
            return x, rest
        case {"k": v, **rest}:
            return v, rest
        case "a" | "b":
            return "letter"
        case str():
            return "text"
        case None:
            return "none"
        case True | False:
            return "bool"
        case int() | float() as n:
            return n
r = [f(x) for x in ([], [1], [1, 2], (1, 2, 3), {"k": 1, "z": 2}, "a", "zz", None, True, 3, 2.5)]
---
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
match P(1, 2):
    case P(x=0):
        r = "zero"
    case P(x, y=2):
        r = x
---
from dataclasses import dataclass, field
@dataclass
class C:
    a: int
    b: int = 2
    c: list = field(default_factory=list)
    def total(self):
        return self.a + self.b
x, y = C(1), C(1, b=5)
x.c.append(3)
r = (x.total(), y.total(), x.c, y.c, x == C(1, 2, [3]), x == y, x.a)
---
from dataclasses import dataclass
@dataclass
class C:
    a: int = 1
r = repr(C()), str(C(3))
---
from dataclasses import dataclass, asdict, replace, astuple
@dataclass(frozen=True)
class C:
    a: int
    b: str = "x"
c = C(1)
r = asdict(c), astuple(c), replace(c, a=5).a
---
from dataclasses import dataclass
@dataclass
class A:
    x: int
    y: int = 2
@dataclass
class B(A):
    z: int = 3
    def __post_init__(self):
        self.w = self.x + self.z
b = B(1)
r = b.x, b.y, b.z, b.w
---
from dataclasses import dataclass
@dataclass
class A:
    x: int
    y: int
class B(A):
    def __init__(self, x, scale):
        super().__init__(x * scale, y=scale)
b = B(3, 2)
r = b.x, b.y
---
from dataclasses import dataclass
@dataclass
class A:
    x: int
try:
    A()
except TypeError:
    r = "missing"
---
from enum import Enum
class Color(Enum):
    RED = 1
    BLUE = 2
r = (Color.RED == Color.RED, Color.RED == Color.BLUE, Color.RED.value, Color.BLUE.name, Color(2) is Color.BLUE)
---
from enum import Enum
class Color(Enum):
    RED = 1
    BLUE = 2
r = [c.name for c in Color], len(Color), Color["RED"].value, Color.RED == 1
---
from enum import IntEnum
class N(IntEnum):
    A = 1
    B = 2
r = N.A + 1, N.B == 2, N.A < N.B
---
from collections import namedtuple
P = namedtuple("P", "x y")
p = P(1, y=2)
a, b = p
r = p.x, p[1], a, b, len(p), p == (1, 2), p._replace(x=5).x, p._asdict(), P._fields, p + (3,), list(p)
---
from typing import NamedTuple
class P(NamedTuple):
    x: int
    y: int = 5
p = P(1)
r = p.x + p.y, tuple(p), p[0]
---
from collections import defaultdict, OrderedDict, Counter, deque
d = defaultdict(list)
d["a"].append(1)
e = defaultdict(int)
e["x"] += 2
o = OrderedDict([("a", 1), ("b", 2)])
r = d["a"], e["x"], list(o), len(d)
---
from collections import Counter
c = Counter("hello")
r = c["l"], c["z"], c.most_common(1), sum(c.values())
---
from collections import deque
d = deque([1, 2], maxlen=3)
d.append(3)
d.appendleft(0)
r = list(d), len(d), d[0], d.popleft()
---
from itertools import chain, product, count, islice, repeat, zip_longest, accumulate, combinations, permutations
from itertools import cycle, takewhile, dropwhile, groupby, starmap, pairwise, compress
r = [
    list(chain([1], (2, 3))), list(product([1, 2], "ab")), list(islice(count(5), 3)), list(repeat(1, 3)),
    list(zip_longest([1, 2], [3])), list(accumulate([1, 2, 3])), list(combinations([1, 2, 3], 2)),
    list(permutations([1, 2])), list(islice(cycle("ab"), 5)), list(product([0, 1], repeat=2)), list(pairwise([1, 2, 3])),
    list(chain.from_iterable([[1], [2]])), list(islice([1, 2, 3, 4], 1, 3)), list(accumulate([1, 2, 3], lambda a, b: a * b)),
]
---
from itertools import takewhile, dropwhile, starmap, groupby, compress, zip_longest, count
r = [
    list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])),
    list(starmap(lambda a, b: a + b, [(1, 2), (3, 4)])), [(k, list(g)) for k, g in groupby("aab")],
    list(compress("abc", [1, 0, 1])), list(zip_longest([1], [2, 3], fillvalue=0)), [n for n, _ in zip(count(1, 2), "abc")],
]
---
from functools import reduce, partial
def power(b, e):
    return b ** e
sq = partial(power, e=2)
r = reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [1, 2, 3], 10), sq(5), partial(power, 2)(3)
---
from functools import reduce
try:
    reduce(lambda a, b: a, [])
except TypeError:
    r = "empty"
---
from functools import lru_cache, wraps, cache
@lru_cache(maxsize=None)
def f(n):
    return n * 2
@cache
def g(n):
    return n + 1
def deco(fn):
    @wraps(fn)
    def inner(*a, **k):
        return fn(*a, **k) + 1
    return inner
@deco
def h(x):
    return x
r = f(3), g(3), h(3)
---
def times(n):
    def deco(f):
        def g(x):
            return f(x) * n
        return g
    return deco
@times(3)
def f(x):
    return x + 1
r = f(1)
---
import operator
from operator import add, mul, itemgetter, attrgetter
r = add(1, 2), mul(3, 4), operator.sub(5, 3), operator.truediv(1, 2), itemgetter(1)([1, 2]), sorted([(1, 2), (0, 3)], key=itemgetter(1))
---
import math
r = math.floor(2.7), math.ceil(2.1), math.sqrt(16), math.pi, math.gcd(12, 18), math.prod([2, 3]), math.log2(8), math.factorial(5), math.isqrt(17), math.inf
---
import math
r = math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.log(8, 2), math.exp(0), math.fabs(-2), math.pow(2, 3), math.hypot(3, 4), math.comb(5, 2), math.floor(7 / 2), math.ceil(7 / 2)
---
import copy
a = [[1], 2]
b = copy.copy(a)
c = copy.deepcopy(a)
a[0].append(5)
a.append(3)
r = a, b, c
---
import copy
class A:
    def __init__(self):
        self.x = [1]
a = A()
b = copy.deepcopy(a)
b.x.append(2)
r = a.x, b.x
---
import string
r = string.ascii_lowercase[:3], string.digits
---
from types import SimpleNamespace
n = SimpleNamespace(a=1, b=SimpleNamespace(c=2))
n.d = 4
r = n.a, n.b.c, n.d
---
import argparse
p = argparse.ArgumentParser()
p.add_argument("--width", type=int, default=3)
p.add_argument("--deep", action="store_true")
p.add_argument("-n", "--number", default="5", type=int)
p.add_argument("--name-of", default="x")
a = p.parse_args([])
r = a.width, a.deep, a.number, a.name_of
---
class C:
    def __enter__(self):
        r.append("in")
        return self
    def __exit__(self, *a):
        r.append("out")
r = []
with C() as c:
    r.append("body")
r.append("after")
---
class C:
    def __enter__(self):
        return 1
    def __exit__(self, kind, value, tb):
        return True
r = []
with C():
    raise ValueError("x")
r.append("survived")
---
r = [[0] * 2 for _ in range(2)]
r[0][0] = 1
s = [[0] * 2] * 2
s[0][0] = 1
r = r, s
---
a = [1, 2, 3]
for x in a:
    if x < 3:
        a.append(x + 2)
    if len(a) > 8:
        break
r = a
---
a = [1, 2, 3, 4]
for x in a:
    if x % 2:
        a.remove(x)
r = a
---
d = {"a": 1, "b": 2}
r = []
for k in d:
    r.append(k)
for k, v in d.items():
    r.append((k, v))
for i, (k, v) in enumerate(d.items()):
    r.append((i, k, v))
---
a = [1, 2]
b = a[:]
b.append(3)
c = list(a)
c[0] = 9
r = a, b, c
---
x = 10
r = [x for x in range(3)], x
---
if (n := len("abc")) > 2:
    r = n
---
i = 5
for i in range(2):
    pass
r = i
---
x = 1
del x
try:
    x
except NameError:
    r = "gone"
---
def f(n, acc=None):
    acc = acc or []
    if n == 0:
        return acc
    acc.append(n)
    return f(n - 1, acc)
r = f(3)
---
def outer(*args, **kwargs):
    return inner(*args, **kwargs)
def inner(a, b, c=0):
    return a, b, c
r = outer(1, b=2), outer(1, 2, c=3)
---
def f(**k):
    k["a"] = 9
    return k
d = {"a": 1}
r = f(**d), d
---
def f(*a):
    return a
r = f(), f(1), f(*"ab", 3), f(*range(2))
---
f = lambda *a, k=1, **kw: (a, k, kw)
r = f(1, 2, k=3, z=4)
---
def f(x: int, y: "str" = "a") -> int:
    """Doc."""
    z: int = x
    w: int
    return z
r = f(3), f.__name__, f.__doc__
---
class A:
    """Doc of A."""
    x: int = 3
r = A.__doc__, A.x, A.__name__, A().__class__.__name__
---
class A:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)
a = A(x=1, y=2)
r = a.x, getattr(a, "y"), getattr(a, "z", 5), hasattr(a, "x"), hasattr(a, "q"), vars(a), a.__dict__
---
class A:
    count = 0
    def __init__(self):
        A.count += 1
        self.id = A.count
r = [A().id, A().id, A.count]
---
class Base:
    def run(self):
        return self.step()
    def step(self):
        raise NotImplementedError
class Derived(Base):
    def step(self):
        return 42
r = Derived().run()
---
from abc import ABC, abstractmethod
class Base(ABC):
    @abstractmethod
    def f(self): ...
    def g(self):
        return self.f()
class D(Base):
    def f(self):
        return 7
r = D().g()
---
class A:
    def f(self):
        return 1
a = A()
g = a.f
h = A.f
r = g(), h(a), [m() for m in (a.f, a.f)]
---
registry = {}
def register(name):
    def deco(cls):
        registry[name] = cls
        return cls
    return deco
@register("a")
class A:
    v = 5
r = registry["a"]().v, A.v
---
class Node:
    def __init__(self, v, nxt=None):
        self.v, self.nxt = v, nxt
n = Node(1, Node(2, Node(3)))
r = []
while n:
    r.append(n.v)
    n = n.nxt
---
class Range:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        self.i = 0
        return self
    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i
r = list(Range(3)), sum(Range(4)), [x for x in Range(2)]
---
class A:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10
r = list(A())
---
class A:
    def __eq__(self, other):
        return True
r = A() == 3, A() != 3, 3 == A()
---
class A:
    pass
a, b = A(), A()
r = a == a, a == b, a != b, a is a, a in [a], a in [b]
---
class A:
    def __str__(self):
        return "str"
    def __repr__(self):
        return "repr"
r = str(A()), repr(A()), f"{A()}", f"{A()!r}", "%s" % A(), "{}".format(A()), str([A()])
---
class A:
    def __len__(self):
        return 0
r = bool(A()), 1 if A() else 2, not A()
---
class A(dict):
    pass
a = A(x=1)
a["y"] = 2
r = a["x"], len(a), "y" in a
---
class A(list):
    def total(self):
        return sum(self)
r = A([1, 2]).total()
---
class A(int):
    pass
r = A(3) + 1
---
class A(str):
    pass
r = A("x") + "y"
---
x = [1, 2, 3]
x[1], x[2] = x[2], x[1]
r = x
---
i = 0
x = [0, 0]
i, x[i] = 1, 5
r = i, x
---
def f():
    calls.append("f")
    return True
def g():
    calls.append("g")
    return False
calls = []
a = f() or g()
b = g() and f()
c = g() or f()
r = calls, a, b, c
---
r = []
def f(x):
    r.append(x)
    return x
f(1) < f(2) < f(0) < f(9)
---
r = "%s-%s" % ("a", 1) + "!" * 2
r += f"{len(r):>{4}}"
---
words = ["apple", "bob", "cat"]
r = {w[0]: len(w) for w in words}, [w.upper() for w in words if len(w) > 3], " ".join(w.title() for w in words)
---
m = [[1, 2, 3], [4, 5, 6]]
r = [list(row) for row in zip(*m)], [x for row in m for x in row], sum(map(sum, m))
---
n, primes = 30, []
for i in range(2, n):
    if all(i % p for p in primes):
        primes.append(i)
r = primes
---
a, b = 0, 1
r = []
while a < 50:
    r.append(a)
    a, b = b, a + b
---
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
r = gcd(48, 36), gcd(17, 5)
---
s = "hello world"
r = "".join(sorted(s)), s[::-1], {c: s.count(c) for c in "lo"}, s.title().swapcase()
---
def flatten(x):
    out = []
    for e in x:
        if isinstance(e, list):
            out += flatten(e)
        else:
            out.append(e)
    return out
r = flatten([1, [2, [3, []]], 4])
---
def walk(tree):
    if tree is None:
        return
    yield from walk(tree.get("l"))
    yield tree["v"]
    yield from walk(tree.get("r"))
r = list(walk({"v": 2, "l": {"v": 1}, "r": {"v": 3}}))
---
def f(n):
    if n == 0:
        yield 0
        return
    yield n
    yield from f(n - 1)
r = list(f(3))
---
def pairs():
    for i in range(2):
        for j in "ab":
            yield i, j
r = [f"{i}{j}" for i, j in pairs()], dict(pairs())
---
log = []
m = map(lambda x: log.append(x) or x, [1, 2])
log.append("before")
list(m)
r = log
---
r = sorted([("b", 2), ("a", 2), ("c", 1)], key=lambda t: t[1]), sorted("bA"), sorted([True, False])
---
r = max([{"a": 1}, {"a": 3}], key=lambda d: d["a"]), min("ccc", "a", key=len)
---
x = 3
x = "a" if x == 3 else x
r = x, type(x).__name__
---
r = 0
for i in range(10):
    if i % 2 == 0: continue
    if i > 7: break
    r += i
---
data = [("a", 1), ("b", 2), ("a", 3)]
groups = {}
for k, v in data:
    groups.setdefault(k, []).append(v)
r = groups
---
from math import sqrt as root, pi
import math as m
r = root(9), m.floor(pi)
---
import os.path, sys
r = 3
---
def f():
    import math
    return math.floor(2.5)
r = f()
---
r = [print, len][1]("abc")
---
f = [len, sum, max]
r = [g([1, 2, 3]) for g in f]
---
table = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b}
r = table["add"](2, 3), table["mul"](2, 3)
---
x = 5
r = eval("3 + 4"), 1
---
a = 3
b = a
a += 1
r = a, b
---
r = 1,
---
r = (yield_ := 3)
---
x = y = z = 0
x += 1
r = x, y, z
---
class A: pass
a = A()
a.b = A()
a.b.c = [1]
a.b.c[0] += 5
a.b.c += [7]
r = a.b.c
---
d = {"x": {"y": [1, 2]}}
d["x"]["y"][1] *= 10
d["x"]["z"] = d["x"].pop("y")
r = d
---
x = [5, 3, 8]
i = x.index(max(x))
x[i], x[-1] = x[-1], x[i]
r = x, i
---
def f(a, b):
    return a - b
r = f(b=1, a=5), f(*(3, 1)), f(**dict(a=1, b=2))
---
r = []
for a, (b, c) in [(1, (2, 3)), (4, (5, 6))]:
    r.append(a + b + c)
---
r = []
for i in reversed(range(3)):
    r.append(i)
for i in range(3, 0, -1):
    r.append(i)
for x in sorted({3, 1, 2}):
    r.append(x)
---
x = 7
r = "neg" if x < 0 else "small" if x < 5 else "big"
---
r = []
for n in (15, 3, 5, 7):
    if n % 15 == 0:
        r.append("fizzbuzz")
    elif n % 3 == 0:
        r.append("fizz")
    elif n % 5 == 0:
        r.append("buzz")
    else:
        r.append(n)
---
def f(x):
    global g_
    g_ = x
f(5)
r = g_
---
r = [i for i in range(3) for i in range(2)]
---
def f():
    x = 1
    class A:
        y = x + 1
        def g(self):
            return x + self.y
    return A().g()
r = f()
---
def make():
    fs = []
    for i in range(3):
        def f(i=i):
            return i
        fs.append(f)
    return fs
r = [f() for f in make()]
---
try:
    r = 5
except ImportError:
    r = 6
else:
    r += 1
---
try:
    raise RuntimeError
except RuntimeError as e:
    r = str(e), e.args
---
def f():
    raise ValueError("x")
try:
    f()
except Exception as e:
    r = isinstance(e, ValueError), repr(e)
---
try:
    raise ValueError("a") from KeyError("b")
except ValueError as e:
    r = str(e)
---
try:
    "a" + 1
except TypeError:
    r = 1
---
try:
    None.x
except AttributeError:
    r = 1
---
try:
    (1, 2)[5]
except IndexError:
    r = 1
---
try:
    (1, 2)[0] = 3
except TypeError:
    r = 1
---
try:
    "abc"[0] = "x"
except TypeError:
    r = 1
---
try:
    for x in 5: pass
except TypeError:
    r = 1
---
try:
    [1, 2].index(9)
except ValueError:
    r = 1
---
try:
    [].pop()
except IndexError:
    r = 1
---
try:
    {}.pop("a")
except KeyError:
    r = 1
---
try:
    {[]: 1}
except TypeError:
    r = 1
---
try:
    sorted([1, "a"])
except TypeError:
    r = 1
---
try:
    max([])
except ValueError:
    r = 1
---
try:
    next(iter([]))
except StopIteration:
    r = 1
---
try:
    int([])
except TypeError:
    r = 1
---
try:
    range(1.5)
except TypeError:
    r = 1
---
try:
    "a".foo()
except AttributeError:
    r = 1
---
try:
    abs("a")
except TypeError:
    r = 1
---
try:
    1 < "a"
except TypeError:
    r = 1
---
try:
    [1, 2, 3][1:2] = 5
except TypeError:
    r = 1
---
try:
    5()
except TypeError:
    r = 1
---
try:
    2 ** -1 // 0
except ZeroDivisionError:
    r = 1
---
try:
    5 % 0
except ArithmeticError:
    r = 1
---
raise ValueError("out")
---
r = 1 / 0
---
assert False
---
from contextlib import contextmanager
@contextmanager
def cm():
    r.append("in")
    yield 5
    r.append("out")
r = []
with cm() as x:
    r.append(x)
---
log = []
def gen():
    log.append("start")
    yield 1
    log.append("middle")
    yield 2
g = gen()
log.append("made")
next(g)
log.append("between")
next(g)
r = log
---
log = []
def gen():
    for i in range(3):
        log.append(i)
        yield i
for x in gen():
    log.append("got")
    if x == 1:
        break
r = log
---
def gen():
    try:
        yield 1
        yield 2 // 0
        yield 3
    except ZeroDivisionError:
        log.append("caught")
    finally:
        log.append("end")
log = []
r = list(gen()), log
---
def numbers():
    n = 0
    while True:
        n += 1
        if n % 3 == 0:
            continue
        if n > 8:
            return
        yield n
r = list(numbers()), list(zip(range(2), numbers())), next(numbers())
---
def forever():
    while True:
        yield "x"
r = [a + b for a, b in zip("abc", forever())]
---
def gen(n):
    x = (yield n) or 5
    yield x
r = list(gen(3))
---
def gen():
    for a in (1, 2):
        for b in "xy":
            if b == "y" and a == 2:
                break
            yield a, b
        else:
            yield "whole"
r = list(gen())
---
class Tree:
    def __init__(self, v, kids=()):
        self.v, self.kids = v, kids
    def __iter__(self):
        yield self.v
        for k in self.kids:
            yield from k
r = list(Tree(1, [Tree(2, [Tree(3)]), Tree(4)]))
---
def a():
    got = yield from b()
    log.append(got)
def b():
    yield 1
log = []
r = list(a()), log
---
def gen():
    raise ValueError("no")
    yield
try:
    list(gen())
except ValueError:
    r = "raised"
---
def gen():
    yield 1
    raise ValueError("late")
r = []
try:
    for x in gen():
        r.append(x)
except ValueError:
    r.append("raised")
---
g = iter("abc")
r = [x + next(g) for x in ["1", "2"]], list(g)
---
from contextlib import contextmanager
@contextmanager
def tag(name):
    log.append("<" + name)
    try:
        yield name.upper()
    finally:
        log.append(name + ">")
log = []
with tag("a") as x, tag("b") as y:
    log.append(x + y)
r = log
---
from contextlib import contextmanager
@contextmanager
def quiet():
    try:
        yield
    except ValueError:
        log.append("swallowed")
log = []
with quiet():
    raise ValueError
r = log
'''.strip("\n").split("\n---\n")

# what the interpreter does in another order than Python, or once where Python looks again
DIFFERENT = r"""
d = {"a": 1}
k = d.keys()
d["b"] = 2
r = list(k), len(k)
---
class A:
    def __hash__(self):
        return 1
    def __eq__(self, o):
        return True
r = len({A(): 1, A(): 2})
---
log = []
for x in (log.append(i) or i for i in range(2)):
    log.append("x")
r = log
""".strip("\n").split("\n---\n")

# what data does, here q, to the values that it is put among; each line is a program
AMONG_DATA = """
r = len({4, q})
r = len(set([4, q])), len(frozenset((q, 7)))
r = len({4: 1, (q, 1): 2}), len(dict([(q, 1), (4, 2)]))
r = {(4, 1): 4, (q, 1): 5}.get((4, 1))
r = sorted([5, q])[0], sorted([3, q], reverse=True)[0]
r = sorted([(4, 2), (q, 1)])[0][1]
r = sorted([3, 4, 9], key=lambda v: v == q)[0]
r = [3, q, 7].index(7), [q, 4].count(4)
r = [(q, 1), (4, 2)].index((4, 2)), [[q], [4]].count([4])
r = (4, 1) in [(q, 1)], [q] in [[4]], (q, 1) in {(4, 1)}
r = {"a": 4} == {"a": q}, {4} == {q}, [4, [1]] == [q, [1]], (4, 2) < (q, 1)
r = {1, 4}.issubset([q, 1]), len({4}.union([q])), len({4, 1} & {q})
s = {4}; s.add(q); r = len(s)
s = {4}; s.update([q]); r = len(s)
s = {4, 7}; s.discard(q); r = len(s)
s = {4, 1}; s.intersection_update({1, q}); r = len(s)
s = {4, 1}; s.difference_update({q}); r = len(s)
s = {4}; t = [s]; s.add(q); r = len(t[0])
s = {4}; n = [s.add(v) for v in (q, 9)]; r = len(s)
d = {4: 1, 7: 3}; d.pop(q); r = len(d)
d = {4: 1}; d.setdefault(q, 5); r = len(d)
d = {4: 1}; d.update([(q, 7)]); r = len(d)
d = {4: 1}; d.update({q: 7}); r = len(d)
l = [5, q, 3]; l.sort(); r = l[1]
l = [q, 9, 4]; l.remove(4); r = l[-1], len(l)
l = [4, 3, 5, 6, 7, 8]; l.insert(q, 1); r = l[-1], l[4]
l = [4, 3, 5, 6]; l.pop(q - 7); r = l[0]
l = [1, 2, 3, 4, 5, 6, 7, 8]; del l[q:]; r = len(l)
l = [4]; l.extend(range(q)); r = len(l)
l = [4]; l.extend(v for v in range(q)); r = len(l)
d = {1: 2}; d.update([(5, 7)]); r = len(d)
d = {1: 2}; d.update(zip([5, 4], "ab")); r = d[4]
s = {1}; s.update([5], [6, 7]); r = len(s)
r = range(9)[2:].stop, range(4).start, (4).real, 2.5.imag
r = {1, 2}.symmetric_difference([2, 3]), {1}.isdisjoint([2])
""".strip().splitlines()
