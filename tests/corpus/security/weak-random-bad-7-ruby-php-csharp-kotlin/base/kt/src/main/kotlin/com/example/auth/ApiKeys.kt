package com.example.auth

class ApiKeys(private val store: KeyStore) {
    fun revoke(owner: Long) = store.remove(owner)
}
