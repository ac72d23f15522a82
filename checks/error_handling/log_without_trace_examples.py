"""Further examples of the rule log without trace, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/jobs/Sync.java": """\
package jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Sync {
    private static final Logger log = LoggerFactory.getLogger(Sync.class);

    void run(List<Row> rows) {
        for (Row row : rows) {
            try {
                target.push(row);
            } catch (Exception e) {
                log.error("row {} failed: {}", row.id(), e.getMessage());  // <-- here
            }
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
            "src/main/java/jobs/Sync.java": """\
package jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Sync {
    private static final Logger log = LoggerFactory.getLogger(Sync.class);

    void run(List<Row> rows) {
        for (Row row : rows) {
            try {
                target.push(row);
            } catch (RowRejectedException e) {
                log.error("row {} was rejected: {}", row.id(), e.getMessage());
            } catch (Exception e) {
                log.error("row {} failed", row.id(), e);
            }
        }
    }
}
"""
        }
    ),
)
