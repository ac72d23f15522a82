package com.acme

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

class PinTest {
    @Test
    fun padsWithZeros() {
        assertEquals("0042", Pin.of(42).text)
    }

    @Test
    fun refusesLongPins() {
        assertFailsWith<IllegalArgumentException> { Pin.of(12345) }
    }
}
