package com.example.auth

import kotlin.random.Random

class ApiKeys(private val store: KeyStore) {
    fun issue(owner: Long): String {
        val alphabet = ('a'..'z') + ('0'..'9')
        val apiKey = (1..40).map { alphabet[Random.nextInt(alphabet.size)] }.joinToString("")
        store.put(owner, apiKey)
        return apiKey
    }

    fun revoke(owner: Long) = store.remove(owner)
}
