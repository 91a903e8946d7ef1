"""Plain Python, a row for each promise of the language."""

EXPRESSIONS = r"""
1 + 2 * 3 - 4
7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3
2 ** 10, 2 ** 0, (-2) ** 3, 2 ** -1
10 / 4, 10 / 5, 1 / 3, -7 / 2
7.5 // 2, 7.5 % 2, -7.5 // 2, 2.5 ** 2
1 << 5, 256 >> 3, 6 & 3, 6 | 3, 6 ^ 3, ~5
2 ** 100, 10 ** 30 + 1, 3 ** 50 % 1000
-3, +3, - -3, -(2.5), not 3, not 0, not []
True + True, True * 3, False == 0, True is True
1 == 1.0, 1 != 2, 1 < 2 < 3, 3 > 2 >= 2, 1 < 3 < 2
0.1 + 0.2, 1e3, 1e-5, 1e16, 1e22, 123456789.123456789
1.5e300 * 1e10, 5e-324, -0.0, 0.0 == -0.0
1_000_000, 0xff, 0o17, 0b101, 0xFF + 1
"a" + "b", "ab" * 3, 3 * "ab", "abc"[1], "abc"[-1]
"abc" < "abd", "a" < "B", "" < "a", "abc" == 'abc'
"abcdef"[1:4], "abcdef"[::-1], "abcdef"[::2], "abcdef"[-3:], "abcdef"[:-2], "abcdef"[10:]
[1, 2, 3, 4][1:3], [1, 2, 3, 4][::-1], [1, 2, 3, 4][-2:], [1, 2, 3][5:]
(1, 2, 3)[1:], (1, 2) + (3,), (1, 2) * 2, ()
[1, 2] + [3], [0] * 3, [[]] * 2, [1, 2] == [1, 2], [1] < [2], [1, 2] < [1, 3]
(1, 2) == (1, 2), (1, 2) < (1, 3), (1, 2) == [1, 2]
{"a": 1, "b": 2}, {}, {1: 2, 3: 4}[3], {"a": 1} == {"a": 1}
{1, 2, 3}, {3, 1, 2} == {1, 2, 3}, set(), set([1, 1, 2])
{1, 2} | {3}, {1, 2} & {2, 3}, {1, 2} - {2}, {1, 2} ^ {2, 3}
{1} < {1, 2}, {1, 2} <= {1, 2}, {1}.issubset({1, 2})
1 in [1, 2], 3 not in (1, 2), "a" in "abc", "k" in {"k": 1}, 2 in {1, 2}, 5 in range(10)
None is None, None == None, None is not 3, [] is not None
1 if True else 2, 1 if [] else 2, "x" if "a" else "y"
1 and 2, 0 and 2, 1 or 2, 0 or 2, [] or "x", None or 0, 0 or None, 1 and []
[x for x in range(5)], [x * x for x in range(5) if x % 2], [x + y for x in (1, 2) for y in (10, 20)]
{x: x * x for x in range(3)}, {x % 3 for x in range(10)}, tuple(x for x in range(3))
[[y for y in range(x)] for x in range(3)], [x for x in "abc"], [x for x in {"a": 1}]
[a + b for a, b in [(1, 2), (3, 4)]], [a for a, (b, c) in [(1, (2, 3))]], [i for i, *r in [(1, 2, 3)]]
[x for x in range(10) if x > 2 if x < 5], [(x := 3), x + 1]
len([1, 2]), len("abc"), len({}), len(range(3, 9)), len((1,)), len({1, 2})
list(range(5)), list(range(2, 8, 3)), list(range(5, 0, -2)), list(range(0)), range(10)[3], range(10)[-1]
sum([1, 2, 3]), sum([1.5, 2]), sum([], 5), sum((x for x in range(4))), sum([[1], [2]], [])
min(3, 1, 2), max([3, 1, 2]), min("abc"), max(1, 2.5), max("a", "b"), min([], default=4), max([1], default=3)
max([1, -3, 2], key=abs), min(["aa", "b"], key=len), max("abc", "z", key=lambda s: -ord(s[0]))
abs(-3), abs(2.5), abs(-0.5), round(2.5), round(3.5), round(2.567, 2), round(-2.5), round(1234, -2)
int("12"), int(" 7 "), int("ff", 16), int(3.9), int(-3.9), int(True), int("-5"), int("0b11", 2), int("0x1f", 0)
float("1.5"), float(3), float("inf"), float("1e3"), float("nan") != float("nan"), float(" 2 ")
str(3), str(2.0), str(1e20), str(None), str(True), str([1, "a"]), str((1,)), str({"a": 1}), str(1.0), str("x")
repr("a"), repr('it\'s'), repr(3.0), repr([1.5, None]), repr("\n"), repr(("a", 1)), repr({1: "a"}), repr("é")
bool(0), bool(""), bool([0]), bool(None), bool(0.0), bool("False"), bool()
sorted([3, 1, 2]), sorted("bca"), sorted([3, 1, 2], reverse=True), sorted(["bb", "a"], key=len), sorted({3: 1, 1: 2})
sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([1, 2, 3, 4], key=lambda x: (x % 2, -x))
list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed(range(3))), list(reversed((1, 2)))
list(enumerate("ab")), list(enumerate(["x"], 5)), list(enumerate(["x"], start=2)), dict(enumerate("ab"))
list(zip([1, 2], "ab")), list(zip([1, 2, 3], [4])), dict(zip("ab", [1, 2])), list(zip()), list(zip([1], [2], [3]))
list(map(str, [1, 2])), list(map(lambda x, y: x + y, [1, 2], [3, 4])), list(map(len, ["a", "bb"])), list(map(int, "12"))
list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3]))
any([0, 1]), all([1, 1]), any([]), all([]), any(x > 2 for x in range(4)), all(x < 2 for x in range(4))
divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), pow(2, 5), pow(2, 5, 7), pow(2.0, 3)
chr(97), ord("a"), hex(255), bin(5), oct(8), chr(8364), ord("é")
tuple([1, 2]), list("ab"), list((1, 2)), set("aab") == {"a", "b"}, dict(a=1, b=2), dict([("a", 1)]), dict({"a": 1}, b=2)
frozenset([1, 2]) == {1, 2}, isinstance(frozenset(), set), tuple(), list(), dict()
isinstance(1, int), isinstance(True, int), isinstance(1.0, float), isinstance("a", (int, str)), isinstance([], list)
isinstance(1, float), isinstance(True, bool), isinstance(1, bool), isinstance((), tuple), isinstance({}, dict), isinstance(None, object)
isinstance(1, object), isinstance(range(2), range), isinstance({1}, set), isinstance(1, (int, float)), isinstance("", list)
type(1) is int, type("a") == str, type([]) is list, type(1) == type(2), type(True) is bool, type(1.0) is float, type(None) is None
callable(len), callable(3), callable(lambda: 0), hasattr("a", "upper"), hasattr(3, "foo"), getattr("a", "upper")()
next(iter([1, 2])), next(iter([]), 5), next(x for x in range(5) if x > 2), next((x for x in [] ), None)
"Hello".lower(), "Hello".upper(), "hello world".title(), "hello".capitalize(), "Hello".swapcase(), "ß".casefold()
"  a ".strip(), "xxaxx".strip("x"), "  a".lstrip(), "a  ".rstrip(), "abcab".lstrip("ab"), "a\n".strip()
"a,b,c".split(","), "a b  c".split(), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","), "a\nb\r\nc".splitlines()
",".join(["a", "b"]), "".join(("x", "y")), "-".join("abc"), ", ".join(str(i) for i in range(3)), " ".join([])
"abcabc".replace("b", "X"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("z", "y")
"abc".startswith("ab"), "abc".endswith(("x", "c")), "abc".startswith("b", 1), "abc".find("c"), "abc".find("z"), "abcabc".rfind("b")
"abcabc".count("b"), "aaaa".count("aa"), "abc".index("b"), "a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("x")
"12".isdigit(), "a1".isalpha(), "ab".isalpha(), "AB".isupper(), "ab".islower(), "a1".isalnum(), " ".isspace(), "ab_1".isidentifier(), "Ab".istitle()
"5".zfill(3), "-5".zfill(4), "a".rjust(3), "a".ljust(3, "."), "a".center(5, "*"), "a\tb".expandtabs(4)
"prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"), "abc".removeprefix("z")
"abc".encode("utf-8").decode("utf-8"), "a{}b".format(1), "{0}{1}{0}".format("a", "b"), "{x}".format(x=3), "{:>5}|".format("a"), "{:05.2f}".format(3.14159)
"{:,}".format(1234567), "{:x}".format(255), "{:b}".format(5), "{:e}".format(12345.678), "{:+d}".format(5), "{:%}".format(0.25), "{!r}".format("a"), "{{}}".format()
"{{{}}}".format(3), "{{0}} {0}".format(1), "{{:99999}}".format()
"%d %s" % (1, "a"), "%5.2f|" % 3.14159, "%05d" % 42, "%s" % [1, 2], "%x" % 255, "%%" % (), "%r" % "a", "%(a)s" % {"a": 1}, "%-5s|" % "a", "%c" % "x"
f"{1 + 1}", f"{'a'!r}", f"{3.14159:.2f}", f"{5:>3}", f"{5:03d}", f"{'a':^5}|", f"{1000000:,}", f"{255:#x}", f"{0.5:.0%}", f"{[1, 2]}", f"{{}}", f"{3=}", f"{'x' * 3}"
f"{1.0}", f"{1e100}", f"{2 ** 70}", f"{True}", f"{None}", f"{1.5:g}", f"{100000000.0:g}", f"{1/3}", f"{3:{2 + 3}}", f"{'a'}" "b", f"{ {1: 2}[1] }"
"a" "b", 'it"s', "\x41\u00e9", r"\n", "a\\b", "tab\there"
[1, 2, 3].index(2), [1, 2, 2].count(2), (1, 2, 1).count(1), (1, 2).index(2), [1, 2, 3].copy()
{"a": 1}.get("a"), {"a": 1}.get("b"), {"a": 1}.get("b", 2), list({"a": 1, "b": 2}.keys()), list({"a": 1}.values()), list({"a": 1}.items())
{**{"a": 1}, "b": 2}, {**{"a": 1}, "a": 2}, [*range(3), 9], (*[1, 2], 3), {*[1, 2], 3}, {"a": 1} | {"b": 2}, dict(**{"a": 1})
(lambda x: x + 1)(2), (lambda x, y=2: x * y)(3), (lambda *a, **k: (a, k))(1, b=2), (lambda: 5)()
(5).bit_length(), (2.0).is_integer(), (2.5).is_integer(), (255).bit_length(), (0).bit_length(), (3).real, (1.5).real
int.bit_length(5), str.upper("a"), str.join(",", ["a"]), dict.fromkeys(["a", "b"], 0), dict.fromkeys("ab"), list.copy([1]), max.__name__, str.lower("A")
[1, 2, 3][True], "abc"[False], {True: "a"}[1], {1: "a", 1.0: "b"}, {0: 1}[False], {1, True, 1.0}
1 < 2 == True, (1 < 2) == True, not 1 == 2, 1 if 2 > 1 else 0 if 3 else 4, 2 ** 3 ** 2, -2 ** 2, 2 * 3 % 4, 7 - 2 - 1
10 ** 15 / 3, 10 ** 17 / 10, 2 ** 53 + 1.0, (2 ** 60) / (2 ** 59), 3 / 1, 6 // 4 * 4 + 6 % 4, 1e308 * 10, 5 // 0.3, 1.1 + 2.2
3.0, 3.0 == 3, 1e15, 1e17, 123456.789e3, 0.1, 1 / 7, 100.0, 1.0e-7, 12345678901234567890.0, 0.00001, 2.5e-5
[i // 2 for i in range(-4, 5)], [i % 3 for i in range(-4, 5)], [-i // 3 for i in range(5)], [(-i) % 4 for i in range(6)]
int(7 / 2), int(10 / 3 * 3), int(2.9999999), int(1e10), int(8 / 2), int(-7 / 2), int(2 ** 0.5 * 100), int("9" * 20)
round(7 / 2), round(5 / 2), round(-7 / 2), round(0.5), round(1.5), round(10 / 4, 1), round(2.675, 2), round(1e10 / 3), round(7, 0), round(12.5)
1 == "1", [] == (), {} == [], None == 0, "a" == 1, (1,) == (1.0,), [1] != [1], 0 == False, "" == None
max(1, True), min(0, False), max([2, 1], [1, 5]), max((1, 2), (1, 3)), min("b", "a", "c"), max(3.0, 3), min(-1, -1.5)
[x for x in [3, 1, 2] if x in (1, 2)], [not x for x in (0, 1)], [x is None for x in (None, 0)], sum(x == 2 for x in (1, 2, 2))
"abc" > "ab", "Z" < "a", "10" < "9", [1, "a"] == [1, "a"], (1, 2) > (1,), [] < [0], "" in "", "" in "a"
"x".join(["a"]), "ab".split("b"), "aXbX".split("X"), " a b ".split(" "), "a::b".split("::"), "abc".split("abc")
tuple("ab"), list({1: 2}), list({"b": 1, "a": 2}), tuple(range(3)), set(range(3)) == {0, 1, 2}, sorted(set("hello"))
[*"ab"], [*{"a": 1}], [*(1, 2), *[3]], {**{}}, (*(),), [*[], *[]]
"é".upper(), "ÄÖ".lower(), "straße".upper(), "ﬁ".upper(), "naïve"[2], len("日本"), "日本"[::-1]
complex(1, 2), 3j, bytes(3), b"ab", b"ab"[0], slice(1, 2), object, Ellipsis, ..., NotImplemented
""".strip().splitlines()
