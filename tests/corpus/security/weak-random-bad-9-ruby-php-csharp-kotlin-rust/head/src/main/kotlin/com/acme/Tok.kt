package com.acme

import java.util.UUID
import kotlin.random.Random

class Tok {
    private val chars = ('A'..'Z') + ('0'..'9')

    fun resetToken(): String = (1..32).map { chars.random() }.joinToString("")

    fun pin(): String {
        val pin = Random.nextInt(0, 10000)
        return pin.toString().padStart(4, '0')
    }

    fun delay(): Long = 100 + Random.nextLong(50)

    fun session(): String = UUID.randomUUID().toString()
}
