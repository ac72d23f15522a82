package billing

import kotlinx.coroutines.Dispatchers
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
}
