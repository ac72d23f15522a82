"""SQL built from values in Java: what real code writes, and its harmless look-alikes."""

from __future__ import annotations

import pytest

RULE = "security/sql-injection"
PATH = "src/main/java/com/acme/orders/OrderStore.java"

_HEAD = """\
package com.acme.orders;

import jakarta.persistence.*;
import jakarta.servlet.http.*;
import java.sql.*;
import java.util.*;
import java.util.stream.*;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.*;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

public class OrderStore {
    private static final Logger log = LoggerFactory.getLogger(OrderStore.class);
    private static final String TABLE = "orders";
    private static final String FIND = "SELECT * FROM " + TABLE + " WHERE id = ?";
    private static final List<String> COLUMNS = List.of("id", "total");
    private static final Map<String, String> SORTS = Map.of("newest", "created_at DESC");
    private final DataSource dataSource;
    private final JdbcTemplate jdbcTemplate;
    private final NamedParameterJdbcTemplate named;
    private final JdbcClient client;
    private final DSLContext dsl;
    @PersistenceContext private EntityManager entityManager;
    @Value("${app.schema}") private String schema;

"""


def _class(body: str) -> str:
    return _HEAD + body + "}\n"


BAD = [
    # JDBC, every way to put text together
    """
    public ResultSet find(Connection conn, String name) throws SQLException {
        Statement stmt = conn.createStatement();
        return stmt.executeQuery("SELECT * FROM orders WHERE name = '" + name + "'");  // <-- here
    }
""",
    """
    public void find(String name) throws SQLException {
        try (Connection c = dataSource.getConnection();
             PreparedStatement ps = c.prepareStatement("SELECT * FROM orders WHERE name = '" + name + "'")) {  // <-- here
            ps.executeQuery();
        }
    }
""",
    """
    public void remove(Connection conn, String table) throws SQLException {
        String sql = String.format("DELETE FROM %s WHERE id = %d", table, 4);
        try (var st = conn.createStatement()) {
            st.executeUpdate(sql);  // <-- here
        }
    }
""",
    """
    public void batch(Connection conn, List<String> names) throws SQLException {
        try (Statement st = conn.createStatement()) {
            for (String name : names) {
                st.addBatch("INSERT INTO orders (name) VALUES ('" + name + "')");  // <-- here
            }
            st.executeBatch();
        }
    }
""",
    """
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws SQLException {
        String id = request.getParameter("id");
        String query = "SELECT * FROM orders WHERE id = " + id;
        dataSource.getConnection().createStatement().executeQuery(query);  // <-- here
    }
""",
    # Spring
    """
    @GetMapping("/orders")
    public List<Order> list(@RequestParam String sort) {
        return jdbcTemplate.query("SELECT * FROM orders ORDER BY " + sort, mapper);  // <-- here
    }
""",
    """
    public int count(String status) {
        return jdbcTemplate  // <-- here
            .queryForObject(\"\"\"
            SELECT count(*) FROM orders WHERE status = '%s'
            \"\"\".formatted(status), Integer.class);
    }
""",
    """
    public int update(String name, long id) {
        var sql = new StringBuilder();
        sql.append("UPDATE orders SET name = '");
        sql.append(name);
        sql.append("' WHERE id = ?");
        return this.jdbcTemplate.update(sql.toString(), id);  // <-- here
    }
""",
    """
    public List<Order> in(List<String> codes) {
        String joined = codes.stream().map(c -> "'" + c + "'").collect(Collectors.joining(","));
        return named.query("SELECT * FROM orders WHERE code IN (" + joined + ")", Map.of(), mapper);  // <-- here
    }
""",
    """
    public Order one(String name) {
        return client.sql("SELECT * FROM orders WHERE name = '" + name + "'").query(Order.class).single();  // <-- here
    }
""",
    """
    public List<Order> search(SearchRequest request) {
        String where = buildWhere(request);
        return jdbcTemplate.query("SELECT * FROM orders " + where, mapper);  // <-- here
    }

    private String buildWhere(SearchRequest request) {
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        if (request.getName() != null) {
            where.append(" AND name LIKE '%").append(request.getName()).append("%'");
        }
        return where.toString();
    }
""",
    # JPA, Hibernate
    """
    public List<Order> byName(String name) {
        return entityManager.createQuery("FROM Order o WHERE o.name = '" + name + "'", Order.class).getResultList();  // <-- here
    }
""",
    """
    public List<?> nativeByName(String name, String dir) {
        String sql = "SELECT * FROM orders WHERE name = :name ORDER BY id " + dir;
        Query query = entityManager.createNativeQuery(sql);  // <-- here
        query.setParameter("name", name);
        return query.getResultList();
    }
""",
    """
    public List<Order> hibernate(Session session, String name) {
        return session.createNativeQuery("select * from orders where name = '" + name + "'", Order.class).list();  // <-- here
    }
""",
    """
    public List<?> unwrapped(String name) {
        return entityManager.unwrap(Session.class).createNativeQuery("select * from o where n = '" + name + "'").list();  // <-- here
    }
""",
    # jOOQ
    """
    public void jooq(String name) {
        dsl.fetch("select * from orders where name = '" + name + "'");  // <-- here
    }
""",
    """
    public void jooqCondition(String name) {
        dsl.selectFrom(ORDERS).where(DSL.condition("name = '" + name + "'")).fetch();  // <-- here
    }
""",
    # without types
    """
    public void lambda(JdbiLike jdbi, String name) {
        jdbi.useConnection(conn -> {
            conn.createStatement().executeUpdate("DELETE FROM orders WHERE name = '" + name + "'");  // <-- here
        });
    }
""",
    """
    public List<Order> ternary(boolean asc, String column) {
        String sql = "SELECT * FROM orders";
        if (column != null) {
            sql = sql + " ORDER BY " + column + (asc ? " ASC" : " DESC");
        }
        return jdbcTemplate.query(sql, mapper);  // <-- here
    }
""",
]

GOOD = [
    """
    public Order find(long id) {
        return jdbcTemplate.queryForObject(FIND, mapper, id);
    }
""",
    """
    public Order find(Long id, int limit, UUID key) {
        return jdbcTemplate.queryForObject("SELECT * FROM " + TABLE + " WHERE id = " + id + " AND key = '" + key + "' LIMIT " + limit, mapper);
    }
""",
    """
    public List<Order> in(List<String> codes) {
        String marks = String.join(",", Collections.nCopies(codes.size(), "?"));
        String more = codes.stream().map(code -> "?").collect(Collectors.joining(","));
        return jdbcTemplate.query("SELECT * FROM orders WHERE code IN (" + marks + ") OR code IN (" + more + ")", mapper, codes.toArray());
    }
""",
    """
    public List<Order> sorted(String sort, String dir) {
        String column = SORTS.getOrDefault(sort, "id");
        String direction = "desc".equalsIgnoreCase(dir) ? "DESC" : "ASC";
        return jdbcTemplate.query("SELECT * FROM orders ORDER BY " + column + " " + direction, mapper);
    }
""",
    """
    public List<Order> sorted(String sort) {
        if (!COLUMNS.contains(sort)) {
            throw new IllegalArgumentException("Unknown column: " + sort);
        }
        return jdbcTemplate.query("SELECT * FROM orders ORDER BY " + sort, mapper);
    }
""",
    """
    public List<Order> sorted(String sort) {
        String column = switch (sort) {
            case "total" -> "total_cents";
            default -> "created_at";
        };
        return jdbcTemplate.query("SELECT * FROM orders ORDER BY " + column, mapper);
    }
""",
    """
    public List<Order> filtered(String name, LocalDate from) {
        StringBuilder sql = new StringBuilder("SELECT * FROM orders WHERE 1 = 1");
        MapSqlParameterSource params = new MapSqlParameterSource();
        if (name != null) {
            sql.append(" AND name = :name");
            params.addValue("name", name);
        }
        if (from != null) {
            sql.append(" AND created_at >= :from");
            params.addValue("from", from);
        }
        return named.query(sql.toString(), params, mapper);
    }
""",
    """
    public List<Order> filtered(String name) {
        List<String> conditions = new ArrayList<>();
        List<Object> args = new ArrayList<>();
        if (name != null) {
            conditions.add("name = ?");
            args.add(name);
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return jdbcTemplate.query("SELECT * FROM orders" + where, mapper, args.toArray());
    }
""",
    """
    public List<Order> typed(String name) {
        TypedQuery<Order> query = entityManager.createQuery("FROM Order o WHERE o.name = :name", Order.class);
        return query.setParameter("name", name).getResultList();
    }
""",
    """
    public List<Order> criteria(String name) {
        CriteriaBuilder builder = entityManager.getCriteriaBuilder();
        CriteriaQuery<Order> query = builder.createQuery(Order.class);
        query.where(builder.equal(query.from(Order.class).get("name"), name));
        return entityManager.createQuery(query).getResultList();
    }
""",
    """
    public void jooq(String name) {
        dsl.selectFrom(ORDERS).where(ORDERS.NAME.eq(name)).fetch();
        dsl.fetch("select * from orders where name = ?", name);
        dsl.select(DSL.field(DSL.name(name))).from(ORDERS).fetch();
    }
""",
    """
    public void schema(int tenant) {
        jdbcTemplate.execute("CREATE TABLE " + schema + ".orders (id bigint)");
        jdbcTemplate.execute("SET app.tenant = " + tenant);
    }
""",
    """
    public void other(String name, HttpClient http, Executor executor) {
        log.info("select from orders " + name);
        executor.execute(() -> log.info("deleted from orders where name " + name));
        cache.update("orders:" + name);
        repository.query("orders " + name);
        http.execute("GET /orders/" + name);
    }
""",
    """
    public List<Order> quoted(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return map(statement.executeQuery("SELECT * FROM " + statement.enquoteIdentifier(table, true)));
        }
    }
""",
    """
    enum Sort { ID("id"), TOTAL("total"); final String column; Sort(String column) { this.column = column; } String column() { return column; } }

    public List<Order> byEnum(Sort sort, Status status) {
        return jdbcTemplate.query("SELECT * FROM orders ORDER BY " + sort.column() + ", " + sort.column + ", " + sort.name(), mapper);
    }
""",
    """
    public int page(Pageable pageable) {
        return jdbcTemplate.queryForObject("SELECT count(*) FROM orders LIMIT " + pageable.getPageSize() + " OFFSET " + pageable.getOffset(), Integer.class);
    }
""",
    """
    private String base() {
        return "SELECT o.* FROM orders o";
    }

    public List<Order> helper(String name) {
        String sql = base() + " WHERE o.name = ?";
        return jdbcTemplate.query(sql, mapper, name);
    }
""",
    """
    public void texts(String name) {
        String sql = \"\"\"
            SELECT * FROM orders
            WHERE name = :name
            \"\"\";
        named.query(sql, Map.of("name", name), mapper);
        named.update("UPDATE orders SET name = :name " + "WHERE id = :id", Map.of("name", name, "id", 1));
    }
""",
    """
    public List<Order> replaced(String sort, String other, String dir, String last) {
        if (!COLUMNS.contains(sort)) {
            sort = "id";
        }
        Assert.isTrue(COLUMNS.contains(other), "unknown column");
        String by = COLUMNS.contains(dir) ? dir : "id";
        return jdbcTemplate.query("SELECT * FROM orders ORDER BY " + sort + ", " + other + ", " + by + ", " + column(last), mapper);
    }

    private String column(String sort) {
        return switch (sort) {
            case "total" -> "total_cents";
            default -> "id";
        };
    }
""",
    """
    public List<Order> others(String sort, List<Long> ids, Environment env) {
        StringBuilder sql = new StringBuilder(100);
        sql.append(env.getProperty("sql.orders")).append(" WHERE id IN (").append(SqlTexts.placeholders(ids.size())).append(")");
        sql.append(" ORDER BY ").append(SortField.valueOf(sort).getColumn());
        return jdbcTemplate.query(sql.toString(), mapper);
    }
""",
    """
    public void like(String name) {
        jdbcTemplate.query("SELECT * FROM orders WHERE name LIKE ?", mapper, "%" + name + "%");
        entityManager.createQuery("select o from Order o where o.name like concat('%', :name, '%')").setParameter("name", name);
    }
""",
]


@pytest.mark.parametrize("body", BAD)
def test_text_built_from_values_is_found_in_java(expect, body):
    expect(RULE, PATH, _class(body))


@pytest.mark.parametrize("body", GOOD)
def test_bound_typed_and_listed_values_are_silent_in_java(expect, body):
    expect(RULE, PATH, _class(body))


MAPPER = """\
package com.acme.orders;

import org.apache.ibatis.annotations.*;

@Mapper
public interface OrderMapper {
    @Select("SELECT * FROM orders WHERE id = #{id}")
    Order find(@Param("id") long id);

    @Select("SELECT * FROM orders ORDER BY ${sort} LIMIT #{limit}")  // <-- here
    List<Order> sorted(@Param("sort") String sort, int limit);

    @Delete({"DELETE FROM orders", "WHERE name = '${name}'"})  // <-- here
    int remove(String name);

    @Select("SELECT * FROM orders LIMIT ${limit} OFFSET ${offset}")
    List<Order> page(@Param("limit") int limit, @Param("offset") Long offset);

    @Select("SELECT * FROM ${schema}.orders WHERE id = #{id} ORDER BY ${by}")
    Order other(@Param("id") long id, @Param("by") SortField by);

    @Update("UPDATE orders SET name = #{name} WHERE id = #{id}")
    int update(Order order);
}
"""

XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD Mapper 3.0//EN" "https://mybatis.org/dtd/mybatis-3-mapper.dtd">
<mapper namespace="com.acme.orders.OrderMapper">
  <sql id="columns">${alias}.id, ${alias}.total</sql>
  <!-- ORDER BY ${old} -->
  <select id="find" resultType="Order">
    SELECT <include refid="columns"><property name="alias" value="o"/></include>
    FROM orders o WHERE o.id = #{id}
  </select>
  <select id="sorted" resultType="Order">
    SELECT * FROM orders WHERE status = #{status}
    ORDER BY ${sort}  // <-- here
  </select>
  <select id="page" resultType="Order">SELECT * FROM orders LIMIT ${limit}</select>
  <delete id="drop" parameterType="int">DELETE FROM orders WHERE id = ${id}</delete>
</mapper>
"""


def test_a_text_hole_of_a_mapper_method_is_found(expect):
    sort = "package com.acme.orders;\npublic enum SortField { ID, TOTAL }\n"
    path = "src/main/java/com/acme/orders/OrderMapper.java"
    expect(RULE, path, MAPPER, others={"src/main/java/com/acme/orders/SortField.java": sort})


def test_a_text_hole_of_a_mapper_file_is_found(expect):
    expect(RULE, "src/main/resources/mapper/OrderMapper.xml", XML)


def test_other_xml_with_holes_is_silent(expect):
    expect(RULE, "pom.xml", "<project><version>${revision}</version><delete>${x}</delete></project>\n")
