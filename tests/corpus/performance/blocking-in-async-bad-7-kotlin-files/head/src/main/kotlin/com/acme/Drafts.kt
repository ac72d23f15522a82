package com.acme

import java.io.File
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

class Drafts(private val folder: File, private val io: CoroutineDispatcher) {
    suspend fun load(path: String): String {
        return File(path).readText()
    }

    suspend fun save(name: String, text: String) = withContext(Dispatchers.IO) {
        File(folder, name).writeText(text)
    }

    suspend fun lines(name: String): List<String> = withContext(io) { File(folder, name).readLines() }

    suspend fun template(): String = File("templates/mail.html").readText()

    fun size(path: String): Int = File(path).readText().length
}
