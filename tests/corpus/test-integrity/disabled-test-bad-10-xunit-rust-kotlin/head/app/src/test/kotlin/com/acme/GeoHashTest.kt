package com.acme

import kotlin.test.Ignore
import kotlin.test.Test
import kotlin.test.assertEquals

class GeoHashTest {
    @Ignore
    @Test
    fun `encodes a known place`() {
        assertEquals("u33dc0cp", GeoHash.encode(52.5163, 13.3777, 8))
    }

    @Test
    fun `precision limits the length`() {
        assertEquals(4, GeoHash.encode(1.0, 2.0, 4).length)
    }
}
