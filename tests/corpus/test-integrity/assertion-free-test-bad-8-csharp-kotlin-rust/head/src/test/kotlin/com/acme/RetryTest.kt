package com.acme

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class RetryTest {
    @Test
    fun `tries three times`() {
        var calls = 0
        runCatching { retry(3) { calls++; error("no") } }
        assertEquals(3, calls)
    }

    @Test
    fun `stops after success`() {
        var calls = 0
        retry(3) { calls++ }
        println(calls)
    }
}
