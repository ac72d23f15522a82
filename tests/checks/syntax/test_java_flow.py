"""What data flow says about realistic Java: the argument of ``sink(...)`` on a marked line; the marks are those of ``test_flow.py``."""

from __future__ import annotations

import re

import pytest

from checks.changes import MemoryTree
from checks.syntax import model as m
from checks.syntax import parse
from checks.syntax.flow import Flow, Value
from checks.views import RepoView

_MARK = re.compile(r"// -> (.+)$")
_PATH = "src/main/java/com/acme/orders/OrderController.java"

_OTHERS = {
    "src/main/java/com/acme/orders/OrderRequest.java": """
package com.acme.orders;
public record OrderRequest(long id, String name, SortField sort) {}
""",
    "src/main/java/com/acme/orders/SortField.java": """
package com.acme.orders;
public enum SortField { CREATED("created_at"), TOTAL("total"); public final String column; SortField(String c) { this.column = c; } }
""",
    "src/main/java/com/acme/shared/Customer.java": """
package com.acme.shared;
@Data public class Customer { private Long id; private String name; }
""",
}

_CODE = """
package com.acme.orders;

import com.acme.shared.Customer;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.*;

@RestController
@RequiredArgsConstructor
public class OrderController {
    private static final String TABLE = "orders";
    private static final Set<String> SORTABLE = Set.of("id", "total");
    private static final Map<String, String> COLUMNS = Map.of("created", "created_at");
    private final String suffix;
    private final String fixed;
    private String assigned;
    @Value("${app.schema}") private String schema;
    private int count;

    OrderController(String suffix) {
        this.suffix = suffix;
        this.fixed = "fixed";
        assigned = "later";
    }

    @GetMapping("/orders")
    public List<Order> list(@RequestParam String name, @RequestParam(defaultValue = "1") int page, @PathVariable UUID id,
                            @RequestParam List<Long> ids, @RequestParam SortField sort, HttpServletRequest request,
                            @RequestBody OrderRequest body, Customer customer, String plain) {
        sink(name);  // -> request
        sink(page);  // -> safe
        sink(id);  // -> safe
        sink(ids);  // -> safe
        sink(sort);  // -> safe
        sink(sort.name());  // -> safe
        sink(sort.column);  // -> safe
        sink("x" + name);  // -> request built
        sink("x" + page);  // -> safe
        sink(request.getParameter("q"));  // -> request
        sink(Long.parseLong(request.getParameter("q")));  // -> safe
        sink(body.name());  // -> request
        sink(body.id());  // -> safe
        sink(customer.getId());  // -> safe
        sink("x" + customer.getName());  // -> dynamic built
        sink(plain);  // -> request
        String header = request.getHeader("X-Tenant").trim().toLowerCase();
        sink("schema_" + header);  // -> request built
        sink(String.format("%s-%d", TABLE, page));  // -> safe
        sink(String.format("%2$s%n %1$d", page, name));  // -> request built
        sink(String.format(Locale.ROOT, "%d", page));  // -> safe
        sink("%s".formatted(name));  // -> request built
        sink(MessageFormat.format("{0} of {1}", page, name));  // -> request built
        sink(MessageFormat.format("{0}", TABLE));  // -> safe
        sink(ids.stream().map(String::valueOf).collect(Collectors.joining(",")));  // -> safe
        sink(ids.stream().map(i -> "?").collect(Collectors.joining(", ", "(", ")")));  // -> safe
        sink(IntStream.range(0, page).mapToObj(i -> ":p" + i).collect(Collectors.joining(",")));  // -> safe
        sink(String.join(",", Collections.nCopies(ids.size(), "?")));  // -> safe
        sink("?,".repeat(ids.size()));  // -> safe
        sink(List.of(name).stream().map(n -> "'" + n + "'").collect(Collectors.joining(",")));  // -> request built
        sink(quoted(name));  // -> request built
        sink(total(name));  // -> safe
        sink(overloaded(name, 1));  // -> = two
        sink(Objects.requireNonNull(name));  // -> request
        sink(Optional.ofNullable(name).map(String::trim).orElse("id"));  // -> request
        return null;
    }

    void fields() {
        sink(TABLE);  // -> = orders
        sink("select from " + TABLE);  // -> = select from orders
        sink(this.suffix);  // -> dynamic
        sink("x" + suffix);  // -> dynamic built
        sink("x" + fixed);  // -> = xfixed
        sink("x" + assigned);  // -> = xlater
        sink("x" + schema);  // -> safe
        sink("x" + count);  // -> safe
        sink("x" + this.count);  // -> safe
        sink(OrderController.TABLE);  // -> = orders
    }

    void builders(@RequestParam String name, boolean flag) {
        StringBuilder sql = new StringBuilder("select * from t");
        sink(sql.toString());  // -> = select * from t
        if (flag) {
            sql.append(" where name = '").append(name).append("'");
        }
        sink(sql.toString());  // -> request built
        StringBuilder clean = new StringBuilder(128);
        clean.append("select * from ").append(TABLE).append(" limit ").append(count);
        sink(clean.toString());  // -> safe
        List<String> parts = new ArrayList<>();
        parts.add("a = ?");
        sink(String.join(" and ", parts));  // -> safe
        parts.add("b = " + name);
        sink(String.join(" and ", parts));  // -> request built
        StringJoiner joiner = new StringJoiner(", ");
        joiner.add(name);
        sink(joiner.toString());  // -> request built
        String text = "a";
        text += name;
        sink(text);  // -> request built
        String block = \"\"\"
            select *
              from t\\
             where id = 'x'
            \"\"\";
        sink(block);  // -> = select *\\n  from t where id = 'x'\\n
    }

    void guards(@RequestParam String sort, @RequestParam String dir, @RequestParam String other) {
        if (!SORTABLE.contains(sort)) {
            throw new IllegalArgumentException(sort);
        }
        sink("order by " + sort);  // -> safe
        sink(COLUMNS.get(other));  // -> safe
        sink("order by " + COLUMNS.getOrDefault(other, "id"));  // -> safe
        String direction = "desc".equalsIgnoreCase(dir) ? "DESC" : "ASC";
        sink("order by id " + direction);  // -> safe
        String column = switch (other) {
            case "name", "title" -> "name";
            case "date" -> { yield "created_at"; }
            default -> throw new IllegalArgumentException();
        };
        sink("order by " + column);  // -> safe
        String passed = switch (other) { case "a" -> "b"; default -> other; };
        sink("order by " + passed);  // -> request built
        if (!dir.matches("[a-z_]+")) return;
        sink("order by " + dir);  // -> safe
        if (other.equals("asc") || other.equals("desc")) {
            sink("order by id " + other);  // -> safe
        }
        switch (other) {
            case "x":
                sink(other);  // -> safe
                break;
            default:
                sink(other);  // -> request
        }
    }

    void patterns(Object given, @RequestParam String name) {
        if (given instanceof Customer c) {
            sink(c.getId());  // -> safe
            sink("x" + c.getName());  // -> dynamic built
        }
        for (String part : name.split(",")) {
            sink(part);  // -> request
        }
        for (int i = 0; i < 3; i++) {
            sink("x" + i);  // -> safe
        }
        var copy = name;
        sink(copy);  // -> request
        Runnable later = () -> sink(name);  // -> request
        String a, b = name;
        sink(b);  // -> request
        name = "fixed";
        sink(name);  // -> = fixed
    }

    @Override
    protected void doGet(HttpServletRequest req, HttpServletResponse resp) {
        String id = req.getParameter("id");
        helper(id);
    }

    private void helper(String passed) {
        sink("x" + passed);  // -> request built
    }

    private String quoted(String value) {
        return "'" + value + "'";
    }

    private int total(String value) {
        return value.length();
    }

    private String overloaded(String one) {
        return one;
    }

    private String overloaded(String one, int two) {
        return "two";
    }
}
"""


def _flow(text: str) -> Flow:
    repo = RepoView(MemoryTree({p: t.encode() for p, t in {**_OTHERS, _PATH: text}.items()}))
    module = parse(_PATH, "java", text.encode())
    assert module is not None
    return Flow(module, repo)


def _says(value: Value, exact: bool) -> str:
    if exact and value.text is not None:
        return "= " + value.text.replace("\n", "\\n")
    grade = "request" if value.taint else "dynamic" if value.dynamic else "safe"
    return grade + (" built" if value.built else "")


def _rows() -> list[object]:
    flow = _flow(_CODE)
    lines = _CODE.split("\n")
    rows: list[object] = []
    for call in flow.calls():
        mark = _MARK.search(lines[call.line - 1])
        if m.dotted(call.callee) == "sink" and mark is not None:
            rows.append(pytest.param(flow, call, mark.group(1).strip(), id=f"line {call.line}"))
    return rows


@pytest.mark.parametrize(("flow", "call", "expected"), _rows())
def test_a_java_value_is_what_the_code_makes_of_it(flow: Flow, call: m.Call, expected: str) -> None:
    value = flow.value(call.args[0].value)
    assert _says(value, expected.startswith("=")) == expected, flow.module.text(call)


def test_every_marked_line_of_the_java_case_is_asked_about() -> None:
    assert len(_rows()) == len(re.findall(r"// -> ", _CODE))


NAMES = [
    (
        "import java.sql.*;\nclass A { void f(Statement s) { sink(s.executeQuery); } }",
        "java.sql.Statement().executeQuery",
    ),
    (
        "import java.sql.Statement;\nclass A { Statement s; void f() { sink(s.execute); } }",
        "java.sql.Statement().execute",
    ),
    (
        "class A { void f(java.sql.Connection c) { sink(c.prepareStatement); } }",
        "java.sql.Connection().prepareStatement",
    ),
    (
        "import java.sql.*;\nclass A { void f(DataSource d) { try (Connection c = d.getConnection(); Statement s = c.createStatement()) { sink(s.execute); } } }",
        "java.sql.Statement().execute",
    ),
    (
        "import org.springframework.jdbc.core.JdbcTemplate;\nclass A { private final JdbcTemplate jdbc; A(JdbcTemplate jdbc) { this.jdbc = jdbc; }\n void f() { jdbc.update(q); sink(jdbc.update); } }",
        "org.springframework.jdbc.core.JdbcTemplate().update",
    ),
    (
        "import org.springframework.jdbc.core.JdbcTemplate;\n@RequiredArgsConstructor class A { private final JdbcTemplate jdbc; void f() { sink(this.jdbc.query); } }",
        "org.springframework.jdbc.core.JdbcTemplate().query",
    ),
    (
        "import jakarta.persistence.*;\nclass A { @PersistenceContext EntityManager em; void f() { sink(em.createQuery); } }",
        "jakarta.persistence.EntityManager().createQuery",
    ),
    (
        "import static java.lang.String.format;\nclass A { void f() { sink(format); } }",
        "java.lang.String.format",
    ),
    ("import a.b.C;\nclass A { void f() { sink(C.of); } }", "a.b.C.of"),
    ("import a.b.C;\nclass A { void f() { var c = new C<>(); sink(c.run); } }", "a.b.C().run"),
    (
        "import java.util.*;\nclass A { void f() { List<String> x = new ArrayList<>(); sink(x.add); } }",
        "java.util.ArrayList().add",
    ),
    ("@Slf4j class A { void f() { sink(log.info); } }", "org.slf4j.Logger().info"),
    ("class A { void g() {} void f() { g(); sink(B.x); } }\nclass B {}", "./B.x"),
    ("import a.b.C;\nclass A { void f(Object o) { if (o instanceof C c) { sink(c.x); } } }", "a.b.C().x"),
    ("import a.b.C;\nclass A { void f(List<C> cs) { for (C c : cs) { sink(c.x); } } }", "a.b.C().x"),
    (
        "import a.b.C; import a.b.D;\nclass A { void f() { { C x = c(); x.y(); } { D x = d(); sink(x.y); } } }",
        "a.b.D().y",
    ),
    (
        "class A { String name; String name() { return name; } void f() { String name = name(); sink(name); } }",
        "String()",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_java_name_resolves_through_imports_and_declared_types(text: str, expected: str) -> None:
    flow = _flow(text)
    call = next(c for c in flow.calls() if m.dotted(c.callee) == "sink")
    assert flow.resolve(call.args[0].value) == expected
