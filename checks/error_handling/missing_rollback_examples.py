"""Further examples of the rule missing rollback, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/bank/Transfer.java": """\
package bank;

import java.sql.*;

class Transfer {
    void transfer(DataSource pool, long from, long to, long cents) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);  // <-- here
            accounts.debit(connection, from, cents);
            accounts.credit(connection, to, cents);
            connection.commit();
        }
    }

    void close(EntityManager em, Month month) {
        EntityTransaction tx = em.getTransaction();
        tx.begin();  // <-- here
        try {
            em.persist(new Closing(month));
        } finally {
            tx.commit();
        }
    }
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/bank/Transfer.java": """\
package bank;

import java.sql.*;

class Transfer {
    void transfer(DataSource pool, long from, long to, long cents) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                accounts.debit(connection, from, cents);
                accounts.credit(connection, to, cents);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    void close(EntityManager em, Month month) {
        EntityTransaction tx = em.getTransaction();
        tx.begin();
        try {
            em.persist(new Closing(month));
            tx.commit();
        } finally {
            if (tx.isActive()) {
                tx.rollback();
            }
        }
    }
}
"""
        }
    ),
)
