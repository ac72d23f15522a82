package com.acme.auth

import org.slf4j.LoggerFactory

class ApiKeys(private val store: KeyStore) {
    private val log = LoggerFactory.getLogger(ApiKeys::class.java)

    fun revoke(id: Long) = store.revoke(id)

    /** Creates a key; it is shown once. */
    fun create(owner: Long, name: String): String {
        val apiKey = store.newKey(owner, name)
        log.info("created key $apiKey for $owner")
        return apiKey
    }
}
