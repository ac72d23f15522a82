package com.acme.files

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.InputStream
import javax.sql.DataSource

class Lines(private val dataSource: DataSource) {
    fun count(file: File): Int = file.bufferedReader().use { reader -> reader.lineSequence().count() }

    fun text(file: File): String = file.readText()

    fun each(file: File, action: (String) -> Unit) = file.forEachLine(action = action)

    fun all(file: File): List<String> = file.useLines { it.toList() }

    fun open(file: File): InputStream = file.inputStream()

    fun packed(file: File): ByteArray {
        val out = ByteArrayOutputStream()
        file.inputStream().use { it.copyTo(out) }
        return out.toByteArray()
    }

    fun names(): List<String> {
        val connection = dataSource.connection
        try {
            return connection.createStatement().use { statement ->
                statement.executeQuery("SELECT name FROM files LIMIT 100").use { rows ->
                    buildList { while (rows.next()) add(rows.getString(1)) }
                }
            }
        } finally {
            connection.close()
        }
    }
}
