package com.acme.feature

import kotlinx.coroutines.delay
import org.slf4j.LoggerFactory

class FlagService(private val remote: FlagClient, private val defaults: Map<String, Boolean>) {

    private val log = LoggerFactory.getLogger(FlagService::class.java)

    suspend fun isOn(flag: String): Boolean {
        return try {
            remote.fetch(flag).enabled
        } catch (e: Exception) {
            log.info("flag $flag not available: ${e.message}")
            defaults[flag] ?: false
        }
    }

    suspend fun refresh(flags: List<String>) {
        for (flag in flags) {
            remote.warm(flag)
            delay(50)
        }
    }
}
