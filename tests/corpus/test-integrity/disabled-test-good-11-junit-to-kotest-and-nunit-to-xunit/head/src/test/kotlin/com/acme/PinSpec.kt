package com.acme

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class PinSpec : FunSpec({
    test("pads with zeros") {
        Pin.of(42).text shouldBe "0042"
    }

    test("refuses long pins") {
        shouldThrow<IllegalArgumentException> { Pin.of(12345) }
    }
})
