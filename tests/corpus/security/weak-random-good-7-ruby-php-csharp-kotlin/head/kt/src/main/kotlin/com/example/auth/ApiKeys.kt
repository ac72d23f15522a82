package com.example.auth

import java.security.SecureRandom
import kotlin.random.asKotlinRandom

class ApiKeys(private val store: KeyStore) {
    private val random = SecureRandom().asKotlinRandom()

    fun issue(owner: Long): String {
        val alphabet = ('a'..'z') + ('0'..'9')
        val apiKey = (1..40).map { alphabet[random.nextInt(alphabet.size)] }.joinToString("")
        store.put(owner, apiKey)
        return apiKey
    }

    fun revoke(owner: Long) = store.remove(owner)
}
