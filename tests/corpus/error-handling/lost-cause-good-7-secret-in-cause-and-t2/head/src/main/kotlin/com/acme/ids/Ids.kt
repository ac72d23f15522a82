package com.acme.ids

import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.util.UUID

fun parseId(text: String): UUID =
    try {
        UUID.fromString(text)
    } catch (e: IllegalArgumentException) {
        throw BadRequestException("'$text' is no id", e)
    }

fun load(path: Path): String =
    try {
        Files.readString(path)
    } catch (e: IOException) {
        throw IllegalStateException("cannot read $path", e)
    }
