package com.acme

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

class PinTest {
    @Test
    fun `a pin has four digits`() {
        assertEquals("0042", Pin.of(42).text)
    }

    fun `a long pin is refused`() {
        assertFailsWith<IllegalArgumentException> { Pin.of(12345) }
    }
}
