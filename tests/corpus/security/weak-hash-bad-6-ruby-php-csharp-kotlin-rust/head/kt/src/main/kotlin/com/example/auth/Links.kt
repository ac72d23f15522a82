package com.example.auth

import java.security.MessageDigest

class Links(private val secret: String) {
    fun token(user: Long, expires: Long): String {
        val digest = MessageDigest.getInstance("MD5")
        val token = digest.digest("$user:$expires:$secret".toByteArray())
        return token.joinToString("") { "%02x".format(it) }
    }

    fun path(user: Long) = "/links/$user"
}
