package billing

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import javax.sql.DataSource

class InvoiceStore(private val dataSource: DataSource) {
    suspend fun count(): Int = withContext(Dispatchers.IO) {
        dataSource.connection.use { connection ->
            connection.prepareStatement("SELECT count(*) FROM invoices").use { statement ->
                statement.executeQuery().use { rows -> rows.next(); rows.getInt(1) }
            }
        }
    }

    suspend fun total(id: Long): Long {
        repeat(3) {
            val found = withContext(Dispatchers.IO) {
                Thread.sleep(10)
                readNow(id)
            }
            if (found != null) return found
            delay(250)
        }
        throw IllegalStateException("invoice $id has no total")
    }

    private fun readNow(id: Long): Long? =
        dataSource.connection.use { connection ->
            connection.prepareStatement("SELECT total FROM invoices WHERE id = ?").use { statement ->
                statement.setLong(1, id)
                statement.executeQuery().use { rows -> if (rows.next()) rows.getLong(1) else null }
            }
        }
}

fun main() = runBlocking {
    println(InvoiceStore(connect()).total(1))
}
