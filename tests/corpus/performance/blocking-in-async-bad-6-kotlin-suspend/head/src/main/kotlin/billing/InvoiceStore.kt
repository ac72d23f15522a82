package billing

import kotlinx.coroutines.Dispatchers
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

    /** The invoice's total, tried again while the books are being closed. */
    suspend fun total(id: Long): Long {
        repeat(3) {
            val found = read(id)
            if (found != null) {
                return found
            }
            Thread.sleep(250)
        }
        throw IllegalStateException("invoice $id has no total")
    }

    private suspend fun read(id: Long): Long? = withContext(Dispatchers.IO) {
        dataSource.connection.use { connection ->
            connection.prepareStatement("SELECT total FROM invoices WHERE id = ?").use { statement ->
                statement.setLong(1, id)
                statement.executeQuery().use { rows -> if (rows.next()) rows.getLong(1) else null }
            }
        }
    }

    suspend fun describe(id: Long): String {
        val sum = runBlocking { total(id) }
        return "invoice $id: $sum"
    }
}
