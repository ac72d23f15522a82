package com.acme.imports

import java.io.File
import javax.sql.DataSource

class PriceImport(private val dataSource: DataSource) {
    /** Reads the prices of a file into the database; answers how many. */
    fun run(file: File): Int {
        val reader = file.bufferedReader()
        val header = reader.readLine() ?: return 0
        require(header == "sku;cents") { "unexpected header $header" }
        var count = 0
        dataSource.connection.use { connection ->
            connection.prepareStatement("INSERT INTO prices (sku, cents) VALUES (?, ?)").use { insert ->
                reader.forEachLine { line ->
                    val (sku, cents) = line.split(';')
                    insert.setString(1, sku)
                    insert.setInt(2, cents.toInt())
                    insert.executeUpdate()
                    count++
                }
            }
        }
        reader.close()
        return count
    }

    fun known(sku: String): Boolean {
        val connection = dataSource.connection
        val statement = connection.prepareStatement("SELECT 1 FROM prices WHERE sku = ?")
        statement.setString(1, sku)
        return statement.executeQuery().next()
    }
}
