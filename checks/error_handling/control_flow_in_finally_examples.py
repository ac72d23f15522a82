"""Further examples of the rule control flow in finally, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/jobs/Export.java": """\
package jobs;

class Export {
    int run(List<Row> rows, Sink sink) throws IOException {
        int written = 0;
        try {
            for (Row row : rows) {
                sink.write(row);
                written++;
            }
        } finally {
            sink.close();
            return written;  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/jobs/Drain.kt": """\
package jobs

class Drain(private val queue: Queue) {
    fun next(): Item? {
        try {
            return queue.take()
        } finally {
            return null  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Jobs/Import.cs": """\
public class Import
{
    public void Run(Source source)
    {
        try
        {
            Load(source);
        }
        finally
        {
            if (!source.Closed)
            {
                throw new InvalidOperationException("source was left open");  // <-- here
            }
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Import.php": """\
<?php

class Import
{
    public function run(array $rows): int
    {
        $done = 0;
        try {
            foreach ($rows as $row) {
                $this->store->save($row);
                $done++;
            }
        } finally {
            return $done;  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "app/jobs/export.rb": """\
class Export
  def run(rows)
    written = 0
    rows.each do |row|
      sink.write(row)
      written += 1
    end
  ensure
    return written  # <-- here
  end
end
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/jobs/Export.java": """\
package jobs;

class Export {
    int run(List<Row> rows, List<Sink> sinks) throws IOException {
        int written = 0;
        try {
            for (Row row : rows) {
                sinks.get(0).write(row);
                written++;
            }
        } finally {
            for (Sink sink : sinks) {
                if (sink.isClosed()) {
                    continue;
                }
                sink.close();
            }
        }
        return written;
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/jobs/Drain.kt": """\
package jobs

class Drain(private val queue: Queue) {
    fun next(): Item? {
        try {
            return queue.take()
        } finally {
            queue.release()
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Jobs/Import.cs": """\
public class Import
{
    public void Run(Source source)
    {
        try
        {
            Load(source);
        }
        finally
        {
            source.Close();
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Import.php": """\
<?php

class Import
{
    public function run(array $rows): int
    {
        $done = 0;
        try {
            foreach ($rows as $row) {
                $this->store->save($row);
                $done++;
            }
        } finally {
            $this->store->flush();
        }

        return $done;
    }
}
"""
        }
    ),
    Example(
        {
            "app/jobs/export.rb": """\
class Export
  def run(rows)
    rows.each { |row| sink.write(row) }
    rows.size
  ensure
    sink.close
  end
end
"""
        }
    ),
)
