package com.acme.auth

import org.slf4j.LoggerFactory

class ApiKeys(private val store: KeyStore) {
    private val log = LoggerFactory.getLogger(ApiKeys::class.java)

    fun revoke(id: Long) = store.revoke(id)
}
